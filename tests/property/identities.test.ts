import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { explain } from '../../scripts/callback/explanation';
import { findingsOf } from '../../scripts/callback/findings';
import { changesBetween } from '../../scripts/changes/changes';
import { changesJson, tellChanges } from '../../scripts/changes/report';
import { check } from '../../scripts/check/check';
import { printReport, reportJson } from '../../scripts/check/report';
import { printFound } from '../../scripts/conversations/open';
import { planFindings, planText, withoutEffect } from '../../scripts/deploy/plan';
import { listNumbers } from '../../scripts/numbers/numbers';
import { numbersJson, printNumbers } from '../../scripts/numbers/report';
import { Failure, isRight } from '../../scripts/terminal/finding';
import { shown } from '../../scripts/terminal/personal';
import { printFindings } from '../../scripts/terminal/print';
import { readConfiguration } from '../../scripts/twilio/configuration';
import { tellFaults, tellSummary } from '../../scripts/workers/report';
import { planWorkers } from '../../scripts/workers/workers';
import { ASSET_FILE, parseAsset } from '../../src/asset';
import { Refusal } from '../../src/refusal';
import { CUSTOMER_IDS, WORKERS } from '../support/arbitraries';
import { configure } from '../support/check';
import { MARK, markedEnv, markedSheet, markedText } from '../support/marked';

const { assetsFolder, envFile, folder, remove } = configure({});
const file = path.join(folder, 'team.csv');
const mappingFile = path.join(assetsFolder, ASSET_FILE);
afterAll(remove);

const ASSETS = { assetsFolder, meantPublic: [] };
const NAMED = { value: 'x', from: 'y' };
const DEPLOYMENT = {
  to: { account: NAMED, service: NAMED, suffix: NAMED, call: '' },
  target: { files: new Map(), variables: new Map() },
  ...{ files: [], runtime: 'node22' },
};

/** What each command prints or returns for the files in the folder. A new command belongs here. */
const PRINTERS: Record<string, (identities: boolean, mapping: string) => unknown> = {
  'check and deploy, as text': async (identities) =>
    printReport(await check(configuration(), ASSETS), { all: true, identities }),
  'check, as JSON': async (identities) =>
    reportJson(await check(configuration(), ASSETS), identities),
  'numbers, as text': async (identities) =>
    printNumbers(await listNumbers(configuration(), assetsFolder), { all: true, identities }),
  'numbers, as JSON': async (identities) =>
    numbersJson(await listNumbers(configuration(), assetsFolder), identities),
  'changes, as text'(identities, mapping) {
    const reading = { all: true, identities };
    printFindings(tellChanges(changes(mapping), 'HEAD', reading), reading);
  },
  'changes, as JSON': (identities, mapping) => changesJson(changes(mapping), 'HEAD', identities),
  async callback(identities, mapping) {
    // What somebody asks for by a flag is no secret.
    const channels = Object.keys(parseAsset(mapping)).filter((name) => !name.includes(MARK));
    for (const channel of ['sms', 'chat', ...channels]) await ask(channel, identities);
  },
  'conversations, as text': (identities, mapping) => conversations(identities, mapping, false),
  'conversations, as JSON': (identities, mapping) => conversations(identities, mapping, true),
  'the plan of deploy'(identities) {
    const deployment = { ...DEPLOYMENT, variables: configuration().variables, unset: [] };
    console.log(planText(deployment));
    const found = planFindings(deployment, true);
    printFindings([...found, ...withoutEffect(deployment)], { all: true, identities });
  },
  async workers(identities) {
    const reading = { all: true, identities };
    const { findings, summary, changes } = await planWorkers({
      channel: 'sms',
      assetsFolder,
      file,
    });
    printFindings(tellFaults(findings), reading);
    if (!isRight(findings)) return;
    printFindings(tellChanges(changes, 'the mapping', reading), reading);
    console.log(tellSummary(summary, 'sms', { isWritten: true, identities }));
  },
};

const configuration = () => readConfiguration(envFile);

function changes(mapping: string) {
  const [asset, { variables }] = [parseAsset(mapping), configuration()];
  return [...changesBetween({}, asset, variables), ...changesBetween(asset, {}, variables)];
}

/** The customer, the worker, and what Twilio says of a failure are as personal as the mapping. */
function conversations(identities: boolean, personal: string, json: boolean) {
  const open = { sid: 'CH1', state: 'active', address: '+12025550199', updated: null };
  const found = {
    conversations: [{ ...open, customer: personal, workers: [personal] }],
    failure: { status: 400, code: 50000, message: personal },
  };
  printFound(found, { all: true, identities }, json);
}

async function ask(channel: string, identities: boolean): Promise<void> {
  const parameters = {
    ...{ Location: 'GetProxyAddress', ChannelType: channel, ChannelValue: '+12025550199' },
    ...{ CustomerId: '', Worker: 'nobody' },
  };
  const here = { configuration: configuration(), assetsFolder, identities };
  const { given } = explain(parameters, here);
  const isRefusal = given instanceof Refusal;
  const answer = {
    ...{ status: isRefusal ? given.status : 200, contentType: 'application/json' },
    body: JSON.stringify(isRefusal ? given : { proxy_address: given.sticky }),
  };
  const request = { url: new URL('http://localhost/'), parameters };
  printFindings(await findingsOf(answer, request, here), { all: true, identities });
}

/** Files of which each command, but one, shows something to a person: drawn files may have none. */
const SHOWN_TO_A_PERSON: [string, string, string] = [
  JSON.stringify({ chat: `${MARK}@example.com` }),
  '',
  `worker,number\n${MARK}@example.com,call me`,
];

const print = jest.spyOn(console, 'log').mockReturnValue();
const printError = jest.spyOn(console, 'error').mockReturnValue();

/** What a command prints of these files, or what it fails with. */
async function printedBy(
  printer: (typeof PRINTERS)[string],
  [mapping, env, sheet]: [string, string, string],
  identities: boolean,
): Promise<string> {
  writeFileSync(mappingFile, mapping);
  writeFileSync(envFile, env);
  writeFileSync(file, sheet);
  print.mockClear();
  printError.mockClear();
  const end = await Promise.resolve()
    .then(() => printer(identities, mapping))
    .catch((error) => (error instanceof Failure ? shown(error.text, identities) : `${error}`));
  return [...print.mock.calls, ...printError.mock.calls, end].join('\n');
}

test.each(Object.entries(PRINTERS))(
  'no identity is printed but to a person: %s',
  async (name, printer) => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(fc.tuple(markedText, markedEnv, markedSheet), async (files) => {
        expect(await printedBy(printer, files, false)).not.toContain(MARK);
        if ((await printedBy(printer, files, true)).includes(MARK)) seen += 1;
      }),
      { numRuns: 40, examples: [[SHOWN_TO_A_PERSON]] },
    );
    // The plan of a deployment names variables, and shows nobody their values.
    expect(seen > 0).toBe(name !== 'the plan of deploy');
  },
);

/** The keys that are somebody's, but for numbers, which are addresses too. */
const PERSONAL = [...WORKERS, ...CUSTOMER_IDS].filter((identity) => !identity.startsWith('+'));

test.each(['check and deploy, as text', 'check, as JSON', 'changes, as text'])(
  'each identity is printed to a person: %s',
  async (name) => {
    const workers = Object.fromEntries(PERSONAL.map((key) => [key, '+442071838750']));
    const mapping = JSON.stringify({ sms: { workers } });
    const printed = await printedBy(PRINTERS[name] ?? String, [mapping, '', ''], true);
    for (const identity of PERSONAL) {
      expect(printed.replaceAll('\\\\', '\\')).toContain(JSON.stringify(identity).slice(1, -1));
    }
  },
);
