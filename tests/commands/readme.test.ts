import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Conversation } from '../../scripts/stand-in/conversations';
import { PROJECT } from '../../scripts/twilio/project';
import { parseAsset } from '../../src/asset';
import { recordOf } from '../../src/record';
import { accountApi } from '../support/account-api';
import { type Checkout, checkout } from '../support/checkout';
import { deployable } from '../support/deployable';
import { blocks } from '../support/document';
import { runScript } from '../support/run';
import { CREDENTIALS, type StandIn, startTwilioStandIn } from '../support/stand-in';

/** The flags of a command, as it stands in a document. */
function flagsOf(command: string, document: string): string[] {
  const line = new RegExp(`^npm run (?:--silent )?${command} -- (.*)$`, 'm');
  const [, flags = ''] = line.exec(blocks(document, 'sh').join('')) ?? [];
  return flags.split(' ');
}

const [, CHECKED = '', DECIDED = ''] = blocks('README.md', 'text');
const [MAPPING = ''] = blocks('README.md', 'json');

let project: Checkout;
let assets: string;

beforeAll(async () => {
  project = await checkout();
  assets = path.join(project.path, 'assets');
});

beforeEach(async () => {
  await rm(assets, { recursive: true, force: true });
  await mkdir(assets);
});

afterAll(() => project.remove());

function writeMapping(mapping: string): Promise<void> {
  return writeFile(path.join(assets, 'proxy-addresses.private.json'), mapping);
}

test('the report of check is as it prints it', async () => {
  const mapping = `{
  "$schema": "../proxy-addresses.schema.json",
  "sms": {
    "default": ["+14155552671", "+1 (415) 555-2672"],
    "prefixes": { "44": "+442071234567" },
    "workers": {
      "ana@example.com": "+1415555267",
      "bo@example.com": "whatsapp:+14155552674"
    }
  }
}
`;
  await writeMapping(mapping);
  await writeFile(path.join(assets, 'proxy-addresses.private.json.bak'), mapping);
  const { stdout } = await runScript('check', [], { cwd: project.path });
  expect(stdout).toBe(CHECKED);
});

test('so is its JSON', async () => {
  await writeMapping(`{
  "sms": {
    "default": "+14155552671",
    "prefixes": { "44": "+442071234567" }
  }
}
`);
  const { stdout } = await runScript('check', ['--json'], { cwd: project.path });
  expect(blocks('docs/commands.md', 'json')).toEqual([stdout]);
});

test('the line of callback is what it prints', async () => {
  await writeMapping(MAPPING);
  const { stdout } = await runScript('callback', flagsOf('callback', 'README.md'), {
    cwd: project.path,
  });
  expect(stdout).toContain(`\n${DECIDED}`);
});

test('the plan of deploy is as it prints it', async () => {
  const [plan = ''] = blocks('docs/deploy.md', 'text');
  const account = await deployable();
  try {
    await account.reset();
    const { stdout } = await account.deploy(flagsOf('deploy', 'docs/deploy.md'));
    expect(plan).toMatch(/^To deploy:\n/);
    expect(stdout).toContain(`\n\n${plan}\n`);
  } finally {
    await account.remove();
  }
});

test('numbers and changes are as they print them', async () => {
  const [, , , numbers, changes] = blocks('docs/day-two.md', 'text');
  const listed = await runScript('numbers', ['--assets-folder', 'examples'], { cwd: project.path });
  expect(listed.stdout).toBe(numbers);
  const before = parseAsset(
    readFileSync(path.join(PROJECT, 'examples/proxy-addresses.private.json'), 'utf8'),
  );
  const { sms } = before;
  const { default: pool, prefixes } = recordOf(sms);
  await writeMapping(
    JSON.stringify({
      ...before,
      sms: {
        ...recordOf(sms),
        default: Array.isArray(pool) && pool.slice(0, 2),
        prefixes: { ...recordOf(prefixes), '+44': '+442079460199' },
      },
    }),
  );
  const from = path.join(assets, 'proxy-addresses.private.json');
  const told = await runScript('changes', ['--assets-folder', 'examples', '--from', from], {
    cwd: project.path,
  });
  expect(told.stdout.replace(from, 'HEAD (1a2b3c4)')).toBe(changes);
});

describe("workers' numbers in a spreadsheet", () => {
  const [imported = '', csv = '', faults = ''] = blocks('docs/day-two.md', 'text');
  const file = () => path.join(project.path, 'workers.csv');

  beforeEach(() => writeMapping(MAPPING));

  test('workers prints them as the document shows', async () => {
    const { stdout } = await runScript('workers', [], { cwd: project.path });
    expect(stdout).toBe(csv);
  });

  test('it says how many a spreadsheet changes', async () => {
    await writeFile(file(), `${csv}cy@example.com,,+44 (0)20 7183 8750\n`);
    const { stdout } = await runScript('workers', ['workers.csv'], { cwd: project.path });
    expect(stdout.replace('workers.csv', 'staff.xlsx')).toBe(imported);
  });

  test('it names every fault', async () => {
    await writeFile(file(), 'Worker;Number\nana;+14155552671\nbo;4.47911E+11\ncy;020 7183 8750\n');
    const { stdout } = await runScript('workers', ['workers.csv'], { cwd: project.path });
    expect(stdout.replace('workers.csv', 'staff.xlsx')).toBe(faults);
  });
});

describe('the commands for open conversations', () => {
  const LINES = blocks('docs/day-two.md', 'sh')
    .join('')
    .match(/^npm run conversations -- .*$/gm);
  const calls = (LINES ?? []).map((line) => line.split(' ').slice(4));
  const ANA = { proxy: '+14155550120', workers: ['ana@example.com'] };
  let twilio: StandIn;
  let open: Conversation[];

  beforeEach(async () => {
    open = [
      { customer: '+14155550199', ...ANA },
      { customer: '+14155550198', ...ANA, proxy: '+14155550130' },
      { customer: '+14155550197', ...ANA, workers: ['bo@example.com'] },
    ];
    twilio = await startTwilioStandIn(accountApi({ conversations: open }));
  });

  afterEach(() => twilio.close());

  test.each([
    ['list --worker', 2, []],
    ['close --worker', 2, [0, 1]],
    ['list --address', 2, []],
    ['close --customer', 1, [0]],
  ])('%s', async (call, shown, closed) => {
    const flags = calls.find((one) => one.join(' ').startsWith(call)) ?? [];
    const { exitCode, stdout } = await runScript(
      'conversations',
      [...flags, ...(closed.length > 0 ? ['--yes'] : [])],
      {
        cwd: project.path,
        environment: { ...CREDENTIALS, ...twilio.environment },
      },
    );
    expect(exitCode).toBe(0);
    expect(stdout.match(/^CH/gm)).toHaveLength(shown);
    const states = open.flatMap(({ state }, index) => (state === 'closed' ? [index] : []));
    expect(states).toEqual(closed);
  });
});
