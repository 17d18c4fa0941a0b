import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { explain, type Here } from '../../scripts/callback/explanation';
import { findingsOf } from '../../scripts/callback/findings';
import { printFindings } from '../../scripts/terminal/print';
import { ASSET_FILE } from '../../src/asset';
import { Refusal } from '../../src/refusal';
import { CUSTOMER_IDS, mapping, WORKERS } from '../support/arbitraries';
import { everyQuestion, given } from '../support/questions';

const assetsFolder = mkdtempSync(path.join(tmpdir(), 'frontline-reasons-'));
afterAll(() => rmSync(assetsFolder, { recursive: true }));

const here: Here = {
  configuration: {
    variables: {},
    credentials: { ACCOUNT_SID: '', AUTH_TOKEN: '' },
    accountFrom: '.env',
    envFile: { name: '.env', lines: [] },
  },
  assetsFolder,
  identities: false,
};

function write(asset: unknown): string {
  const text = JSON.stringify(asset);
  writeFileSync(path.join(assetsFolder, 'proxy-addresses.private.json'), text);
  return text;
}

test('to be watched changes no answer, and each answer has its reason', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(mapping, (asset) => {
      const text = write(asset);
      for (const question of everyQuestion(asset, {})) {
        const { given: told, findings } = explain(question, here);
        // What it says, and what it names its place: of a refusal the whole body.
        const plain = (answer: ReturnType<typeof given>) =>
          JSON.stringify([answer, 'place' in answer && answer.place()]);
        expect(plain(told)).toBe(plain(given(question, text, {})));
        const why = findings.find(({ code }) => code === 'rule/decides')?.message.toString();
        seen.add(expectReason(told, why));
      }
    }),
    // Drawn mappings rarely have only the customer's own address: one in 30.
    { numRuns: 100, examples: [[{ sms: '+33612345678' }]] },
  );
  expect([...seen].sort()).toEqual(['200', '403 48026', '403 48027', '500 48026', '500 48029']);
});

/** An answer stands at the place that decides; where no rule fits, each that was tried is named. */
function expectReason(told: ReturnType<typeof given>, why: string | undefined): string {
  if (!(told instanceof Refusal)) {
    expect(why).toContain(`Decided by ${told.place().replace(`${ASSET_FILE}: `, '')}, line `);
    return '200';
  }
  const { status, code, message } = told;
  const isInVain = message.includes('has no default');
  // A channel that has no name, or is the schema's, has no rules either.
  if (!message.startsWith('Channel')) {
    expect(why).toMatch(isInVain ? /^Tried .+\.default \(not set\)\.$/s : /^Decided by /);
  }
  return `${status} ${code}`;
}

/** Whoever has rules of their own; what begins with + may also be an address, which is shown. */
const PERSONAL = [...WORKERS, ...CUSTOMER_IDS].filter((identity) => !identity.startsWith('+'));

const inCapitals = (identity: string) => identity.toUpperCase();

/** How somebody's identity is asked for by mistake. */
const SLIPS: ((identity: string) => string)[] = [
  (identity) => identity,
  inCapitals,
  (identity) => ` ${identity}`,
];

test('in a pipe no identity of the mapping is printed but the one that was asked for', async () => {
  const print = jest.spyOn(console, 'log').mockReturnValue();
  const codes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(mapping, fc.constantFrom(...SLIPS), async (asset, slip) => {
      const text = write(asset);
      for (const question of everyQuestion(asset, {})) {
        const parameters = {
          ...{ Location: 'GetProxyAddress', ChannelType: '', ChannelValue: '', CustomerId: '' },
          ...question,
          Worker: slip(question.Worker ?? ''),
        };
        const told = given(parameters, text, {});
        const answer =
          told instanceof Refusal
            ? { status: told.status, body: JSON.stringify(told) }
            : { status: 200, body: JSON.stringify({ proxy_address: told.sticky }) };
        const url = new URL('http://localhost:3000/');
        print.mockClear();
        printFindings(
          await findingsOf(
            { contentType: 'application/json', ...answer },
            { url, parameters },
            here,
          ),
          { all: true, identities: here.identities },
        );
        const asIs = (identity: string) => JSON.stringify(identity).slice(1, -1);
        const printed = print.mock.calls.join('\n').replaceAll(asIs(parameters.Worker), '');
        expect(PERSONAL.filter((identity) => printed.includes(asIs(identity)))).toEqual([]);
        for (const [code] of printed.matchAll(/Decided|Tried|is almost/g)) codes.add(code);
      }
    }),
    { numRuns: 20, examples: [[{ sms: { workers: { [WORKERS[0] ?? '']: '+12' } } }, inCapitals]] },
  );
  print.mockRestore();
  expect([...codes].sort()).toEqual(['Decided', 'Tried', 'is almost']);
});
