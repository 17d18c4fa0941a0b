import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CREDENTIALS, type StandIn, startTwilioStandIn } from '../../scripts/stand-in/twilio';
import { LEAVE_WITH_PARENT } from '../../scripts/twilio/project';
import { recordOf } from '../../src/record';
import { accountApi } from '../support/account-api';
import { type Checkout, checkout } from '../support/checkout';
import { family, stillRunning } from '../support/processes';
import { type Running, run, startScript } from '../support/run';
import { serverlessApi } from '../support/serverless-api';

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

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'leaving-'));
  project = await checkout();
  await writeFile(path.join(project.path, '.env'), `TWILIO_SMS_NUMBER=${NUMBER}\n`);
  await mkdir(path.join(project.path, 'assets'));
  silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const serverless = serverlessApi();
  const account = accountApi({ numbers: [{ [NUMBER]: true }] });
  building = await startTwilioStandIn(async (request) => {
    if (request.path.endsWith('/Status')) return { status: 200, body: { status: buildStatus } };
    return request.host.startsWith('serverless') ? serverless.answer(request) : account(request);
  });
  stalled = await startTwilioStandIn(() => new Promise(() => {}));
});

afterAll(async () => {
  silent.closeAllConnections();
  silent.close();
  await Promise.all([building.close(), stalled.close()]);
  await project.remove();
  await rm(folder, { recursive: true });
});

/** A command, and a moment to end it. */
interface Example {
  command: 'demo' | 'start' | 'bench' | 'check' | 'callback' | 'deploy';
  flags?: () => string[];
  environment?: () => Record<string, string>;
  /** Whether it has come to what takes it long. */
  isBusy: (running: Running) => boolean;
  /** What it says when it is stopped; nothing by default. */
  says?: string;
}

const DEMO: Example = {
  command: 'demo',
  // Itself, and the runtime, which takes its time to start.
  isBusy: ({ child }) => family(child.pid ?? 0).length > 1,
};

/** Without --url it has a runtime of its own. */
const CALLBACK_HERE: Example = { ...DEMO, command: 'callback' };

const DEPLOY: Example = {
  command: 'deploy',
  flags: () => ['--override-existing-project'],
  environment: () => ({ ...CREDENTIALS, ...building.environment }),
  isBusy: ({ output }) => output().includes('waiting for the build'),
  says: 'Stopped while waiting for the build. What answers Frontline is as before.\n',
};

const EXAMPLES: Example[] = [
  DEMO,
  CALLBACK_HERE,
  DEPLOY,
  {
    command: 'start',
    flags: () => ['--port', '0'],
    isBusy: ({ output }) => output().includes('Ctrl-C ends it.'),
  },
  { command: 'bench', isBusy: ({ output }) => output().includes('Node.js v') },
  {
    command: 'check',
    environment: () => ({ ...CREDENTIALS, ...stalled.environment }),
    isBusy: () => stalled.requests.length > 0,
  },
  {
    command: 'callback',
    flags: () => ['--url', `http://127.0.0.1:${recordOf(silent.address()).port}/`],
    isBusy: ({ output }) => output().includes('not signed'),
  },
];

/** Ends a command when it is busy; tells what it said, and what it left. */
async function leave(
  { command, flags = () => [], environment = () => ({}), isBusy }: Example,
  end: (running: Running, family: number[]) => void,
) {
  const temporary = await mkdtemp(path.join(folder, `${command}-`));
  stalled.requests.length = 0;
  buildStatus = 'building';
  const running = startScript(command, flags(), {
    cwd: project.path,
    // None of what makes the other tests' commands leave with the tests.
    environment: { ...environment(), TMPDIR: temporary, NODE_OPTIONS: '' },
  });
  while (!isBusy(running)) {
    if (running.child.exitCode !== null) throw new Error(running.output());
    await delay(10);
  }
  const processes = family(running.child.pid ?? 0);
  const commandLines = execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' });
  end(running, processes);
  const { exitCode, stdout, stderr } = await running.outcome;
  return {
    exitCode,
    stderr,
    processes: await stillRunning(processes, project.path),
    files: await readdir(temporary),
    tellsToken: `${commandLines}${stdout}${stderr}`.includes(CREDENTIALS.AUTH_TOKEN),
  };
}

const NOTHING = { processes: [], files: [], tellsToken: false };

describe.each(EXAMPLES)('$command', ({ says = '', ...example }) => {
  test('Ctrl-C, which all processes of the terminal get', async () => {
    const left = await leave(example, (_, processes) => {
      for (const pid of processes) process.kill(pid, 'SIGINT');
    });
    expect(left).toEqual({ exitCode: 130, stderr: says, ...NOTHING });
  });

  test.each(['SIGTERM', 'SIGHUP'] as const)('%s, to it alone', async (signal) => {
    const left = await leave(example, ({ child }) => child.kill(signal));
    const exitCode = 128 + constants.signals[signal];
    expect(left).toEqual({ exitCode, stderr: says, ...NOTHING });
  });
});

test('what is started leaves, too, if who started it is gone before it can look', async () => {
  const waits = 'setInterval(() => {}, 1000)';
  const { exitCode } = await run(process.execPath, ['--require', LEAVE_WITH_PARENT, '-e', waits], {
    environment: { LEAVE_WITH: '0', NODE_OPTIONS: '' },
  });
  expect(exitCode).toBe(0);
});

describe('a reader that goes away', () => {
  test('in the midst of the demo, as | head does', async () => {
    const talks = ({ output }: Running) => output().includes('1. Dee');
    const left = await leave({ ...DEMO, isBusy: talks }, ({ child }) => child.stdout?.destroy());
    // It may have said all it had to say by then.
    const exitCode = left.exitCode === 0 ? 0 : 141;
    expect(left).toEqual({ exitCode, stderr: '', ...NOTHING });
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

  test.each([
    ['demo', []],
    ['start', ['--port', '0']],
    ['bench', []],
    ['check', []],
    ['callback', ['--url', 'http://127.0.0.1:9/']],
  ] as const)('before %s prints anything', async (command, flags) => {
    const example = { command, flags: () => [...flags], isBusy: () => true };
    const left = await leave(example, ({ child }) => child.stdout?.destroy());
    expect(left).toEqual({ exitCode: 141, stderr: '', ...NOTHING });
  });
});
