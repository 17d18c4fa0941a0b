import { EventEmitter, once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { scripts } from '../../package.json';
import { type Conversation, SERVICE_SID } from '../../scripts/stand-in/conversations';
import { SERVICE_VARIABLE } from '../../src/conversations';
import { recordOf } from '../../src/record';
import { accountApi } from '../support/account-api';
import { type Checkout, checkout } from '../support/checkout';
import { conversationsApi } from '../support/conversations-api';
import { processesOf, stillRunning } from '../support/processes';
import { type Running, startScript } from '../support/run';
import { CREDENTIALS, type StandIn, startTwilioStandIn } from '../support/stand-in';

const NUMBER = '+12025551234';

let folder: string;
let project: Checkout;
/** Takes every request, and never answers. */
let silent: Server;
/** An account whose builds end only when they are told to. */
let building: StandIn;
let buildStatus: 'building' | 'completed';
/** Takes every request, and never answers. */
let stalled: StandIn;
/** An account that adds somebody to a conversation only once the command has heard that it must end. */
let slow: StandIn;
const told = new EventEmitter();
let isTold: boolean;
const conversations: Conversation[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'leaving-'));
  project = await checkout();
  await writeFile(path.join(project.path, '.env'), `TWILIO_SMS_NUMBER=${NUMBER}\n`);
  const pool = `TWILIO_SMS_NUMBER=${NUMBER},+12025551235\n`;
  await writeFile(path.join(project.path, 'pool.env'), `${pool}${SERVICE_VARIABLE}=${SERVICE_SID}`);
  await mkdir(path.join(project.path, 'assets'));
  // So many scenes that no machine is through with them before it is told to end.
  const more = 'for (let doubled = 0; doubled < 12; doubled += 1) SCENES.push(...SCENES);\n';
  await appendFile(path.join(project.path, 'scripts/demo/scenes.ts'), more);
  silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const account = accountApi({ numbers: [{ [NUMBER]: true }] });
  building = await startTwilioStandIn(async (request) => {
    if (request.path.endsWith('/Status')) return { status: 200, body: { status: buildStatus } };
    return account(request);
  });
  stalled = await startTwilioStandIn(() => new Promise(() => {}));
  const inConversations = conversationsApi(conversations);
  slow = await startTwilioStandIn(async (request) => {
    const answer = inConversations.answer(request);
    if (!answer || !request.path.endsWith('/Participants')) return answer;
    if (!isTold) await once(told, 'end');
    return answer;
  });
});

afterAll(async () => {
  silent.closeAllConnections();
  silent.close();
  await Promise.all([building.close(), stalled.close(), slow.close()]);
  await project.remove();
  await rm(folder, { recursive: true });
});

/** The project's commands, but those that are over at once. */
type Command = Exclude<
  keyof typeof scripts,
  | ('build' | 'changes' | 'prepare' | 'schema' | 'workers')
  | ('mutation' | 'lint' | 'format' | 'types' | 'test')
>;

/** A command, and a moment to end it. */
interface Example<C = Command> {
  command: C;
  flags?: () => string[];
  environment?: () => Record<string, string>;
  /** Whether it has come to what takes it long. */
  isBusy: (running: Running) => boolean;
  /** Whether it has heard a signal. It hears a signal and an answer in any order if they come together. */
  hasHeard?: (running: Running) => boolean;
  /** What it says when it is stopped; nothing by default. */
  says?: unknown;
}

const asksTwilio = () => ({ ...CREDENTIALS, ...stalled.environment });
const waitsForTwilio = () => stalled.requests.length > 0;

/** At least one of each: a new command asks for its own. */
const EXAMPLES: { [C in Command]: [Example<C>, ...Example<C>[]] } = {
  bench: [{ command: 'bench', isBusy: ({ output }) => output().includes('Node.js v') }],
  callback: [
    // Its own runtime's Function asks Conversations.
    {
      command: 'callback',
      flags: () => ['--env', 'pool.env'],
      environment: asksTwilio,
      isBusy: waitsForTwilio,
    },
    {
      command: 'callback',
      flags: () => ['--url', `http://127.0.0.1:${recordOf(silent.address()).port}/`],
      isBusy: ({ output }) => output().includes('not signed'),
    },
  ],
  check: [{ command: 'check', environment: asksTwilio, isBusy: waitsForTwilio }],
  conversations: [
    {
      command: 'conversations',
      flags: () => ['list', '--address', NUMBER],
      environment: asksTwilio,
      isBusy: waitsForTwilio,
    },
    {
      command: 'conversations',
      flags: () => ['close', `CH${'0'.repeat(32)}`, '--yes'],
      environment: asksTwilio,
      isBusy: waitsForTwilio,
    },
    {
      command: 'conversations',
      flags: () => ['start', '--customer', '+14155550199', '--worker', 'ana', '--rehearse'],
      environment: () => ({ ...CREDENTIALS, ...slow.environment }),
      isBusy: () => slow.requests.some(({ path }) => path.endsWith('/Participants')),
      hasHeard: ({ output }) => output().includes('Stopping'),
      says: expect.stringMatching(
        /^– Stopping: CH\d{32} .*\n✔ add the customer\n– not done: add the worker\n– not done: close the conversation\n✔ Nothing is left: the conversation is deleted\.\n$/,
      ),
    },
  ],
  demo: [{ command: 'demo', isBusy: ({ output }) => output().includes('1. Dee') }],
  deploy: [
    {
      command: 'deploy',
      environment: () => ({ ...CREDENTIALS, ...building.environment }),
      isBusy: ({ output }) => output().includes('waiting for the build'),
      says: 'Stopped while waiting for the build. Nothing has changed for Frontline.\n',
    },
  ],
  numbers: [{ command: 'numbers', environment: asksTwilio, isBusy: waitsForTwilio }],
  start: [
    {
      command: 'start',
      flags: () => ['--port', '0'],
      isBusy: ({ output }) => output().includes('Ctrl-C ends it.'),
    },
  ],
};

/** The process groups that run. They end with this process, however it ends. */
const groups = new Set<number>();
process.once('exit', () => {
  for (const group of groups) tell(group, 'SIGKILL');
});

/** Sends a signal to all processes of a group, as a terminal does. All may have ended since. */
function tell(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if (recordOf(error).code !== 'ESRCH') throw error;
  }
}

/** Waits for something that a command does, as long as it runs. */
async function until(isSo: (running: Running) => boolean, running: Running): Promise<void> {
  while (!isSo(running)) {
    const { exitCode, signalCode } = running.child;
    if (exitCode !== null || signalCode !== null) throw new Error(running.output());
    await delay(10);
  }
}

/** Ends a command when it is busy; tells what it said, and what it left. */
async function leave(
  { command, flags = () => [], environment = () => ({}), isBusy, hasHeard = () => true }: Example,
  end: (running: Running, group: number) => void,
) {
  const temporary = await mkdtemp(path.join(folder, `${command}-`));
  stalled.requests.length = 0;
  slow.requests.length = 0;
  buildStatus = 'building';
  isTold = false;
  const running = startScript(command, flags(), {
    cwd: project.path,
    // None of what makes the other tests' commands leave with the tests.
    environment: { ...environment(), TMPDIR: temporary, NODE_OPTIONS: '' },
    beginsGroup: true,
  });
  const { pid: group } = running.child;
  if (group === undefined) throw new Error(`${command} was not started.`);
  groups.add(group);
  await until(isBusy, running);
  const commandLines = processesOf(group).map(({ commandLine }) => commandLine);
  end(running, group);
  await until(hasHeard, running);
  isTold = true;
  told.emit('end');
  const { exitCode, stdout, stderr } = await running.outcome;
  const processes = await stillRunning(group);
  groups.delete(group);
  return {
    exitCode,
    stderr,
    processes,
    files: await readdir(temporary),
    conversations: conversations.length,
    tellsToken: `${commandLines}${stdout}${stderr}`.includes(CREDENTIALS.AUTH_TOKEN),
  };
}

const NOTHING = { processes: [], files: [], conversations: 0, tellsToken: false };

describe.each(Object.values(EXAMPLES).flat())('$command', ({ says = '', ...example }) => {
  test('Ctrl-C, which all processes of the terminal get', async () => {
    const left = await leave(example, (_, group) => tell(group, 'SIGINT'));
    expect(left).toEqual({ exitCode: 130, stderr: says, ...NOTHING });
  });
});

const [CALLBACK] = EXAMPLES.callback;
const [DEMO] = EXAMPLES.demo;
const [DEPLOY] = EXAMPLES.deploy;
const [, , STARTING = DEMO] = EXAMPLES.conversations;
const [START] = EXAMPLES.start;
const [BENCH] = EXAMPLES.bench;

// Those that can leave a process, a runtime or a half deployment behind.
test.each([START, BENCH, CALLBACK, DEPLOY, STARTING])(
  'SIGTERM, to $command alone',
  async ({ says = '', ...example }) => {
    const left = await leave(example, ({ child }) => child.kill('SIGTERM'));
    expect(left).toEqual({ exitCode: 143, stderr: says, ...NOTHING });
  },
);

test('SIGHUP, as when the terminal is closed', async () => {
  const left = await leave(START, ({ child }) => child.kill('SIGHUP'));
  expect(left).toEqual({ exitCode: 129, stderr: '', ...NOTHING });
});

test.each([START, BENCH])('SIGKILL: what $command has started goes with it', async (example) => {
  const left = await leave(example, ({ child }) => child.kill('SIGKILL'));
  expect(left).toMatchObject({ exitCode: null, stderr: '', processes: [] });
});

describe('a reader that goes away', () => {
  test('in the midst of the demo, as | head does', async () => {
    const left = await leave(DEMO, ({ child }) => child.stdout?.destroy());
    expect(left).toEqual({ exitCode: 141, stderr: '', ...NOTHING });
  });

  test('in the midst of a deployment', async () => {
    const left = await leave(DEPLOY, ({ child }) => {
      child.stdout?.destroy();
      buildStatus = 'completed';
    });
    const stderr =
      'Stopped while setting the variables. Variables may have changed already, and act at once; Function and mapping are as before.\n';
    expect(left).toEqual({ exitCode: 141, stderr, ...NOTHING });
  });

  test('in the midst of a new conversation', async () => {
    const example = { ...STARTING, hasHeard: () => true };
    const left = await leave(example, ({ child }) => child.stdout?.destroy());
    expect(left).toMatchObject({ exitCode: 141, conversations: 0, processes: [] });
  });

  test.each([
    { command: 'start', flags: () => ['--port', '0'] },
    { command: 'check' },
    { command: 'callback', flags: () => ['--url', 'http://127.0.0.1:9/'] },
  ] as const)('before $command prints anything', async (example) => {
    const left = await leave({ ...example, isBusy: () => true }, ({ child }) =>
      child.stdout?.destroy(),
    );
    expect(left).toEqual({ exitCode: 141, stderr: '', ...NOTHING });
  });
});
