import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { explain } from '../../scripts/callback/explanation';
import { check } from '../../scripts/check/check';
import { printReport, reportJson } from '../../scripts/check/report';
import { printFindings } from '../../scripts/terminal/print';
import { ASSET_FILE } from '../../src/asset';
import { CUSTOMER_IDS, mapping, WORKERS } from '../support/arbitraries';
import { everyQuestion } from '../support/questions';

const assetsFolder = mkdtempSync(path.join(tmpdir(), 'frontline-identities-'));
afterAll(() => rmSync(assetsFolder, { recursive: true }));

const configuration = {
  variables: {},
  credentials: { ACCOUNT_SID: '', AUTH_TOKEN: '' },
  accountFrom: '.env',
  envFile: { name: '.env', lines: [] },
};

/** The keys that are somebody's, but for numbers, which are addresses too; as JSON writes them. */
const PERSONAL = [...WORKERS, ...CUSTOMER_IDS]
  .filter((identity) => !identity.startsWith('+'))
  .map((identity) => JSON.stringify(identity).slice(1, -1));

const EVERYBODY = Object.fromEntries(
  [...WORKERS, ...CUSTOMER_IDS].map((key) => [key, 'two words']),
);

const print = jest.spyOn(console, 'log').mockReturnValue();

/** Those that a printer has printed, as text or in JSON inside of JSON. */
function printedBy(printer: () => void): string[] {
  print.mockClear();
  printer();
  const printed = print.mock.calls.join('\n').replaceAll('\\\\', '\\');
  return PERSONAL.filter((identity) => printed.includes(identity));
}

const report = () => check(configuration, { assetsFolder, meantPublic: [] });

/** Each printer of a command that has a mapping before it; what somebody asked for by a flag is no secret. */
const PRINTERS: Record<string, (identities: boolean, asset: unknown) => Promise<string[]>> = {
  async 'check and deploy, as text'(identities) {
    const found = await report();
    return [true, false].flatMap((all) => printedBy(() => printReport(found, { all, identities })));
  },
  async 'check, as JSON'(identities) {
    const found = await report();
    return printedBy(() => console.log(reportJson(found, identities)));
  },
  async callback(identities, asset) {
    return everyQuestion(asset, {}).flatMap((question) => {
      const { findings } = explain(question, { configuration, assetsFolder, identities });
      const asked = JSON.stringify(Object.values(question));
      return printedBy(() => printFindings(findings, { all: true, identities })).filter(
        (identity) => identities || !asked.includes(identity),
      );
    });
  },
};

test.each(Object.entries(PRINTERS))(
  'no identity is printed but to a person: %s',
  async (_, printer) => {
    const shown = new Set<string>();
    await fc.assert(
      fc.asyncProperty(mapping, async (asset) => {
        writeFileSync(path.join(assetsFolder, ASSET_FILE), JSON.stringify(asset));
        expect(await printer(false, asset)).toEqual([]);
        for (const identity of await printer(true, asset)) shown.add(identity);
      }),
      { numRuns: 80 },
    );
    // Some are drawn rarely.
    expect(shown.size).toBeGreaterThan(0);
  },
);

test.each(Object.entries(PRINTERS))(
  'each identity is printed to a person: %s',
  async (_, printer) => {
    const asset = { sms: { workers: EVERYBODY } };
    writeFileSync(path.join(assetsFolder, ASSET_FILE), JSON.stringify(asset));
    expect(new Set(await printer(true, asset))).toEqual(new Set(PERSONAL));
  },
);
