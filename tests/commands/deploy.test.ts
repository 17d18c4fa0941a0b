import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dependencies, scripts } from '../../package.json';
import { DOING } from '../../scripts/deploy/progress';
import { nameInGit } from '../../scripts/deploy/record';
import { SERVICE_SID } from '../../scripts/stand-in/conversations';
import { CALLBACK_PATH, PROJECT } from '../../scripts/twilio/project';
import { ASSET, type Deployable, deployable, ENV } from '../support/deployable';
import { run, runScript } from '../support/run';
import { NAME, NUMBER } from '../support/serverless-account';
import { CREDENTIALS } from '../support/stand-in';

// The whole command, as users run it. What it is made of has tests of its own: tests/unit/deployment.test.ts,
// destination, files, plan.

let project: Deployable;

beforeAll(async () => {
  project = await deployable();
});
beforeEach(() => project.reset());
afterAll(() => project.remove());

const SET = '"functionsFolder": "dist/functions"';

async function expectTheProtectedFunctionAlone(record = '') {
  const bundle = path.join(
    project.path,
    'dist/functions/callbacks/outgoing-conversation.protected.js',
  );
  expect(project.account.serverless.deployments).toEqual([
    {
      service: {
        uniqueName: 'frontline-outgoing-conversation',
        friendlyName: 'frontline-outgoing-conversation',
      },
      environment: expect.objectContaining({ domainSuffix: 'dev' }),
      variables: { TWILIO_SMS_NUMBER: NUMBER },
      functions: [
        {
          path: '/callbacks/outgoing-conversation',
          visibility: 'protected',
          content: `${await readFile(bundle, 'utf8')}${record}`,
          contentType: 'application/javascript',
        },
      ],
      assets: [
        {
          path: '/proxy-addresses.json',
          visibility: 'private',
          content: ASSET,
          contentType: 'application/json',
        },
      ],
      build: {
        runtime: 'node22',
        dependencies: Object.entries(dependencies).map(([name, version]) => ({ name, version })),
      },
    },
  ]);
}

test('npm run deploy builds, checks, deploys one protected Function, and says what comes next', async () => {
  const { exitCode, stdout, stderr } = await run('npm', ['run', 'deploy'], project.surroundings());
  // Once it is done, nothing was stopped.
  expect(stderr.replace(/^npm (warn|notice).*\n/gm, '')).toBe('');
  expect(exitCode).toBe(0);
  await expectTheProtectedFunctionAlone(`// mapping: ${nameInGit(Buffer.from(ASSET))}, commit: \n`);

  const url = `https://${NAME}-1234-dev.twil.io${CALLBACK_PATH}`;
  const { deletion, ...all } = DOING;
  const steps = Object.values(all).map((doing) => `  ${doing}\n`);
  expect(stdout).not.toContain(deletion);
  expect(stdout).toContain(`\nDeploying:\n${steps.join('')}\nTwilio has deployed the build ZB`);
  expect(stdout).toContain(`Callbacks:\n  ${url}\n`);
  expect(stdout).toContain(`npm run callback -- --url ${url}\n`);
  expect(stdout).not.toContain(CREDENTIALS.AUTH_TOKEN);
});

test('.twilioserverlessrc alone has twilio-run deploy the same thing', async () => {
  await runScript('build', [], project.surroundings());
  const command = require.resolve('twilio-run/bin/twilio-run.js');
  const { exitCode } = await run(process.execPath, [command, 'deploy'], project.surroundings());
  expect(exitCode).toBe(0);
  await expectTheProtectedFunctionAlone();
});

test('the workflow that the README has copied deploys with the variables of the repository', async () => {
  const workflow = readFileSync(path.join(PROJECT, '.github/deploy.yml'), 'utf8');
  const commands = [...workflow.matchAll(/ run: (.*)/g)].map(([, command]) => command);
  const [install, ...others] = commands;
  expect(install).toBe('npm ci');
  const names = [...workflow.matchAll(/^ {6}(\w+): \$\{\{ (secrets|vars)\.(\w+) \}\}$/gm)];
  const sources = names.map(([, name, source, from]) => [source, name, name === from]);
  expect(sources).toEqual([
    ['secrets', 'TWILIO_ACCOUNT_SID', true],
    ['secrets', 'TWILIO_AUTH_TOKEN', true],
    ['vars', 'TWILIO_CONVERSATIONS_SERVICE_SID', true],
    ['vars', 'TWILIO_SMS_NUMBER', true],
    ['vars', 'TWILIO_WHATSAPP_NUMBER', true],
    ['vars', 'TWILIO_CHAT_NUMBER', true],
  ]);
  await rm(path.join(project.path, '.env'));
  const { exitCode, stdout } = await run(
    'bash',
    ['-e', '-c', others.join('\n')],
    project.surroundings({
      CI: 'true',
      TARGET: '--environment stage',
      TWILIO_ACCOUNT_SID: CREDENTIALS.ACCOUNT_SID,
      TWILIO_AUTH_TOKEN: CREDENTIALS.AUTH_TOKEN,
      TWILIO_CONVERSATIONS_SERVICE_SID: SERVICE_SID,
      TWILIO_SMS_NUMBER: NUMBER,
      // As GitHub has those that nobody set.
      TWILIO_WHATSAPP_NUMBER: '',
      TWILIO_CHAT_NUMBER: '',
    }),
  );
  expect(stdout).toContain('-stage.twil.io/callbacks/outgoing-conversation');
  expect(exitCode).toBe(0);
  expect(project.account.serverless.deployments).toMatchObject([
    {
      environment: { domainSuffix: 'stage' },
      variables: { TWILIO_SMS_NUMBER: NUMBER, TWILIO_CONVERSATIONS_SERVICE_SID: SERVICE_SID },
    },
  ]);
});

test('credentials may come from the environment, variables from another file', async () => {
  await project.write('stage 1.env', 'TWILIO_CHAT_NUMBER=front-desk\n');
  const flags = ['--env', 'stage 1.env', '--environment', 'stage'];
  const { exitCode, stdout } = await project.deploy(flags, CREDENTIALS);
  expect(exitCode).toBe(0);
  expect(project.account.serverless.deployments).toMatchObject([
    { variables: { TWILIO_CHAT_NUMBER: 'front-desk' }, environment: { domainSuffix: 'stage' } },
  ]);
  expect(stdout).toMatch(/account +AC0+ +from the environment\n/);
  expect(stdout).toContain(`-stage.twil.io${CALLBACK_PATH} --env 'stage 1.env'`);
  // Nothing that was there, was written or was sent holds the token.
  const token = CREDENTIALS.AUTH_TOKEN;
  const { stdout: holders } = await run('grep', ['-rlF', token, '.'], project.surroundings());
  expect(holders).toBe('./.env\n');
  expect(project.account.twilio.requests.map(({ body }) => `${body}`).join()).not.toContain(token);
});

describe('--dry-run says what would be deployed, and changes nothing', () => {
  /** The rows of the plan, cell by cell, and what was found of it. */
  function planIn(stdout: string) {
    const plan = /\nTo deploy:\n(.*)\n\nNothing was deployed: --dry-run\.\n$/s.exec(stdout);
    return (plan?.[1] ?? '').split('\n').map((line) => line.trim().split(/ {2,}/));
  }

  afterEach(() => {
    expect(project.account.changes()).toEqual([]);
  });

  test('to a Service that exists', async () => {
    const sid = project.account.serverless.createService(NAME, {
      variables: { TWILIO_SMS_NUMBER: '+14155550000', '\u001b[31mOLD': 'old-secret' },
    });
    const pool = `${NUMBER},+14155551235`;
    project.account.numbers = pool.split(',');
    await project.write('.env', ENV.replace(NUMBER, pool));
    await project.write('assets/customers.csv', '');
    await project.write('assets/logo.png', '');
    // The file's credentials come before these.
    const others = { ACCOUNT_SID: `AC${'1'.repeat(32)}`, AUTH_TOKEN: 'f'.repeat(32) };
    const flags = ['--dry-run', '--public', './logo.png'];
    const { exitCode, stdout, stderr } = await project.deploy(flags, others);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(planIn(stdout)).toEqual([
      ['account', CREDENTIALS.ACCOUNT_SID, 'from .env'],
      ['Service', NAME, `from package.json: ${sid}`],
      ['domain', `${NAME}-1234-dev.twil.io`, 'suffix dev, from the default'],
      ['runtime', 'node22'],
      ['Function', CALLBACK_PATH, 'protected, new'],
      ['asset', '/logo.png', 'public'],
      ['asset', '/proxy-addresses.json', 'private, new'],
      ['variable', 'TWILIO_SMS_NUMBER', 'changed'],
      ['variable', '\\u{1b}[31mOLD', 'only on Twilio, not deployed'],
      [expect.stringMatching(/^⚠ Two workers can get the same address of a pool/)],
      [expect.stringMatching(/^⚠ \\u\{1b\}\[31mOLD: stays set on Twilio/)],
    ]);
    expect(stdout).not.toContain('old-secret');
    // It is not deployed, but the Twilio CLI would.
    expect(stdout).toContain('⚠ assets/customers.csv: ');
    expect(stdout).not.toContain('⚠ assets/logo.png');
  });

  test('as .twilioserverlessrc chooses the Service and the runtime', async () => {
    await project.write(
      '.twilioserverlessrc',
      `{ ${SET}, "serviceName": "theirs", "runtime": "node24", "commands": { "start": {} }, }`,
    );
    const { stdout } = await project.deploy(['--dry-run', '--production']);
    expect(planIn(stdout).slice(1, 4)).toEqual([
      ['Service', 'theirs', 'from .twilioserverlessrc: new'],
      ['domain', 'theirs-….twil.io, new', 'no suffix, from --production'],
      ['runtime', 'node24'],
    ]);
  });
});

describe('what is wrong is not deployed:', () => {
  const STOPPED = '✘ Nothing was deployed. ';
  const ERRORS = `${STOPPED}Fix the errors first.\n`;
  const env = (text: string) => project.write('.env', text);

  /** How to make it wrong, and what says so. */
  test.each<[string, () => unknown, stderr: string, stdout?: string]>([
    [
      'no credentials',
      () => env(ENV.replace(/=.*/, '=')),
      `${STOPPED}Twilio was not asked. Set ACCOUNT_SID in`,
    ],
    [
      'a mapping that is wrong',
      () => project.write('assets/proxy-addresses.private.json', '{ "chat": "a b" }'),
      ERRORS,
      '✘ chat, line 1:11: (hidden) must be',
    ],
    [
      'a number of another account',
      () => env(ENV.replace(NUMBER, '+14155554321')),
      ERRORS,
      '✘ TWILIO_SMS_NUMBER, line 3: "+14155554321" is not one of',
    ],
    [
      'a setting that only the Twilio CLI would follow',
      () =>
        project.write(
          '.twilioserverlessrc',
          `{ ${SET}, "runtime": "node22", "assetsFolder": "static" }`,
        ),
      ERRORS,
      '✘ .twilioserverlessrc: must set assetsFolder to "assets"',
    ],
  ])('%s', async (_, make, stderr, stdout = '') => {
    await make();
    const outcome = await project.deploy();
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stderr).toContain(stderr);
    expect(outcome.stdout).toContain(stdout);
    const { requests } = project.account.twilio;
    expect(requests.filter(({ host }) => host.startsWith('serverless'))).toEqual([]);
  });

  test('variables that are too many with those on Twilio', async () => {
    const old = Array.from({ length: 6 }, (_, index) => [`OLD_${index}`, 'x'.repeat(400)]);
    project.account.serverless.createService(NAME, { variables: Object.fromEntries(old) });
    const { exitCode, stdout, stderr } = await project.deploy();
    expect(stdout).toContain('⚠ OLD_5: stays set on Twilio');
    expect(stdout).toMatch(/\n✘ All variables together take \d{4} bytes: .*\(82006\)/);
    expect(stderr).toBe(ERRORS);
    expect(exitCode).toBe(1);
    expect(project.account.changes()).toEqual([]);
  });
});

test.each([
  [['--timeout', '0'], "argument '0' is invalid. It must be 1 to 3600 seconds."],
  // A timer of Node.js takes no more than 24 days, and would end at once.
  [['--timeout', '9999999'], "argument '9999999' is invalid. It must be 1 to 3600 seconds."],
  [['--production', '--environment', 'stage'], "'--production' cannot be used with option"],
  [['--unset', 'TWILIO_SMS_NUMBER'], '--unset TWILIO_SMS_NUMBER: .env sets it. Blank it there'],
  [['--public', 'missing.png'], '--public missing.png: there is no such file in assets/'],
])('%j is called wrongly, and nobody is asked', async (flags, message) => {
  const { exitCode, stderr } = await project.deploy(flags);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Usage: npm run deploy -- [flags]\n');
  expect(stderr).toContain(message);
  expect(project.account.twilio.requests).toEqual([]);
});

/** The last line that a deployment prints. */
const lastLine = (stdout: string) => stdout.trimEnd().split('\n').at(-1);

describe('what a deployment does not change is its last line', () => {
  const SET = { variables: { TWILIO_SMS_NUMBER: NUMBER, OLD: 'x' } };
  const MAPPING = `{ "sms": "${NUMBER}" }`;

  beforeEach(async () => {
    project.account.serverless.createService(NAME, SET);
    await project.write('.env', ENV.replace(/^TWILIO_SMS.*$/m, 'TWILIO_SMS_NUMBER='));
    await project.write('assets/proxy-addresses.private.json', MAPPING);
  });

  test('a number that went from a variable to the mapping, with the command that mends it', async () => {
    const { exitCode, stdout } = await project.deploy();
    expect(lastLine(stdout)).toBe(
      '⚠ TWILIO_SMS_NUMBER: stays set on Twilio and acts there, whatever .env and the mapping say. Delete it: npm run deploy -- --unset TWILIO_SMS_NUMBER',
    );
    expect(exitCode).toBe(0);
  });

  test('nothing once --unset has deleted it', async () => {
    const { exitCode, stdout } = await project.deploy(['--unset', 'TWILIO_SMS_NUMBER']);
    expect(stdout).toMatch(/variable +TWILIO_SMS_NUMBER +only on Twilio, deleted\n/);
    expect(stdout).not.toContain('⚠ TWILIO_SMS_NUMBER');
    expect(lastLine(stdout)).toMatch(/^ {2}npm run callback/);
    expect(project.account.serverless.variables()).toEqual({ OLD: 'x' });
    expect(exitCode).toBe(0);
  });

  test('nothing once somebody at a terminal has let it be deleted', async () => {
    const command = `echo y | script -qec "${scripts.deploy}" /dev/null`;
    const { stdout } = await run('bash', ['-c', command], project.surroundings());
    expect(stdout).toContain('Delete TWILIO_SMS_NUMBER on Twilio, once the build is active? [y/N]');
    expect(project.account.serverless.variables()).toEqual({ OLD: 'x' });
    expect(lastLine(stdout)).toMatch(/^ {2}npm run callback/);
  });
});

test('npm run deploy --dry-run, which npm takes for itself, deploys nothing', async () => {
  const { exitCode, stderr } = await run(
    'npm',
    ['run', 'deploy', '--dry-run'],
    project.surroundings(),
  );
  expect(exitCode).toBe(2);
  expect(stderr).toContain('npm kept --dry-run for itself. Write npm run deploy -- --dry-run');
  expect(project.account.twilio.requests).toEqual([]);
});
