import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SERVICE_SID } from '../../scripts/stand-in/conversations';
import {
  type Answerer,
  CREDENTIALS,
  type StandIn,
  startTwilioStandIn,
} from '../../scripts/stand-in/twilio';
import { PROJECT } from '../../scripts/twilio/project';
import { parseAsset } from '../../src/asset';
import { recordOf } from '../../src/record';
import { type Checkout, checkout } from '../support/checkout';
import { deployable } from '../support/deployable';
import { blocks } from '../support/document';
import { listAnswer } from '../support/list';
import { run, runScript } from '../support/run';

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
  expect(told.stdout).toBe(changes);
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
    expect(stdout).toBe(imported);
  });

  test('it names every fault', async () => {
    await writeFile(file(), 'Worker;Number\nana;+14155552671\nbo;4.47911E+11\ncy;020 7183 8750\n');
    const { stdout } = await runScript('workers', ['workers.csv'], { cwd: project.path });
    expect(stdout).toBe(faults);
  });
});

describe('open conversations, as Twilio lists them', () => {
  const [OF_A_WORKER = '', OF_A_NUMBER = ''] = blocks('docs/day-two.md', 'sh').filter((block) =>
    block.startsWith('node '),
  );
  const CONVERSATIONS = [
    { sid: 'CH1', state: 'active', proxy: '+14155550120', worker: 'ana@example.com' },
    { sid: 'CH2', state: 'inactive', proxy: '+14155550120', worker: 'bo@example.com' },
    { sid: 'CH3', state: 'closed', proxy: '+14155550120', worker: 'ana@example.com' },
    { sid: 'CH4', state: 'active', proxy: '+14155550130', worker: 'ana@example.com' },
  ];

  /** https://www.twilio.com/docs/conversations-classic/api/conversation-resource lists by state, but not by number. */
  const answer: Answerer = ({ host, path: target }) => {
    const url = new URL(target, `https://${host}`);
    const [, ofService, list = ''] = /^\/v1(\/Services\/IS1{32})?\/(.*)$/.exec(url.pathname) ?? [];
    if (host !== 'conversations.twilio.com' || !ofService) return undefined;
    const sizes = { usual: 50, most: 100 };
    if (list === 'Conversations') {
      const state = url.searchParams.get('State');
      const all = CONVERSATIONS.filter((one) => one.state === state);
      return listAnswer(url, 'conversations', all, sizes);
    }
    if (list === 'ParticipantConversations') {
      const all = CONVERSATIONS.filter(({ worker }) => worker === url.searchParams.get('Identity'));
      const found = all.map(({ sid, state }) => ({
        conversation_sid: sid,
        conversation_state: state,
      }));
      return listAnswer(url, 'conversations', found, sizes);
    }
    const all = CONVERSATIONS.filter(({ sid }) => list === `Conversations/${sid}/Participants`);
    const participants = all.flatMap(({ worker, proxy }) => [
      { identity: worker, messaging_binding: null },
      { identity: null, messaging_binding: { type: 'sms', proxy_address: proxy } },
    ]);
    return listAnswer(url, 'participants', participants, sizes);
  };

  let twilio: StandIn;

  beforeEach(async () => {
    twilio = await startTwilioStandIn(answer);
    await writeFile(
      path.join(project.path, '.env'),
      `ACCOUNT_SID=${CREDENTIALS.ACCOUNT_SID}
AUTH_TOKEN=${CREDENTIALS.AUTH_TOKEN}
TWILIO_CONVERSATIONS_SERVICE_SID=${SERVICE_SID}
`,
    );
  });

  afterEach(async () => {
    await twilio.close();
    await rm(path.join(project.path, '.env'));
  });

  const inShell = (command: string) =>
    run('bash', ['-e', '-c', command], { cwd: project.path, environment: twilio.environment });

  test('those of a worker', async () => {
    expect(await inShell(OF_A_WORKER)).toEqual({
      exitCode: 0,
      stdout: 'CH1 active\nCH4 active\n',
      stderr: '',
    });
  });

  test('those over a number', async () => {
    expect(await inShell(OF_A_NUMBER)).toEqual({
      exitCode: 0,
      stdout: 'CH1 active\nCH2 inactive\n',
      stderr: '',
    });
  });
});
