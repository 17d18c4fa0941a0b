import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { accountApi } from './account-api';
import { PROJECT, run } from './run';
import { type ServerlessApi, serverlessApi } from './serverless-api';
import { type StandIn, startTwilioStandIn } from './twilio-stand-in';

const CREDENTIALS = { ACCOUNT_SID: `AC${'0'.repeat(32)}`, AUTH_TOKEN: 'the-secret-token' };
const NUMBER = '+14155551234';
const ENV = `ACCOUNT_SID=${CREDENTIALS.ACCOUNT_SID}
AUTH_TOKEN=${CREDENTIALS.AUTH_TOKEN}
TWILIO_SMS_NUMBER=${NUMBER}
TWILIO_WHATSAPP_NUMBER=
`;

const ASSET = '{ "chat": "front-desk" }';

let project: string;
let twilio: StandIn;
let serverless: ServerlessApi;

/** A checkout of the project, installed but not built. */
beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'frontline-deploy-test-'));
  const files = ['package.json', '.twilioserverlessrc', 'tsconfig.json'];
  for (const name of [...files, 'functions', 'src', 'scripts']) {
    await cp(path.join(PROJECT, name), path.join(project, name), { recursive: true });
  }
  await symlink(path.join(PROJECT, 'node_modules'), path.join(project, 'node_modules'));
  await mkdir(path.join(project, 'assets'));
  await writeFile(path.join(project, 'assets/proxy-addresses.private.json'), ASSET);
  await writeFile(path.join(project, '.env'), ENV);

  serverless = serverlessApi();
  const account = accountApi({ numbers: [{ [NUMBER]: true }] });
  twilio = await startTwilioStandIn((request) =>
    request.host.startsWith('serverless') ? serverless.answer(request) : account(request),
  );
});

afterEach(async () => {
  await twilio.close();
  await rm(project, { recursive: true });
});

const npm = (...args: string[]) => run('npm', args, project, twilio.environment);

/** What `npm run deploy` does once it has built. */
async function deploy(flags: string[] = [], environment = {}) {
  await cp(path.join(PROJECT, 'dist'), path.join(project, 'dist'), { recursive: true });
  const command = ['--require', 'tsx/cjs', 'scripts/deploy.ts', ...flags];
  return run(process.execPath, command, project, { ...twilio.environment, ...environment });
}

async function expectTheRightThing() {
  const bundle = path.join(project, 'dist/functions/callbacks/outgoing-conversation.protected.js');
  expect(serverless.deployments).toEqual([
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
          content: await readFile(bundle, 'utf8'),
        },
      ],
      assets: [
        {
          path: '/proxy-addresses.json',
          visibility: 'private',
          content: ASSET,
        },
      ],
      build: {
        runtime: 'node22',
        dependencies: [
          { name: '@twilio/runtime-handler', version: '2.1.0' },
          { name: 'twilio', version: '6.2.0' },
        ],
      },
    },
  ]);
}

test('npm run deploy builds, checks, deploys one protected Function, and says what comes next', async () => {
  const { exitCode, stdout, stderr } = await npm('run', 'deploy');
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  await expectTheRightThing();

  const url =
    'https://frontline-outgoing-conversation-1234-dev.twil.io/callbacks/outgoing-conversation';
  expect(stdout).toContain('✔ the account has it');
  expect(stdout).toContain(`Callbacks:\n  ${url}\n`);
  expect(stdout).toContain(`npm run callback -- --url ${url}\n`);
  expect(stdout + stderr).not.toContain(CREDENTIALS.AUTH_TOKEN);
});

test('.twilioserverlessrc alone has twilio-run deploy the same thing', async () => {
  await npm('run', 'build');
  const command = require.resolve('twilio-run/bin/twilio-run.js');
  const { exitCode } = await run(
    process.execPath,
    [command, 'deploy'],
    project,
    twilio.environment,
  );
  expect(exitCode).toBe(0);
  await expectTheRightThing();
});

test('a wrong mapping is not deployed', async () => {
  await writeFile(path.join(project, 'assets/proxy-addresses.private.json'), '{ "chat": "a b" }');
  const { exitCode, stdout, stderr } = await npm('run', 'deploy');
  expect(exitCode).toBe(1);
  expect(stdout).toContain(
    'must be 1 to 256 characters, without white space or control characters (48026)',
  );
  expect(stderr).toContain('Nothing was deployed.');
  expect(twilio.requests.filter(({ host }) => host.startsWith('serverless'))).toEqual([]);
});

test('a number of another account is not deployed', async () => {
  await writeFile(path.join(project, '.env'), ENV.replace(NUMBER, '+14155554321'));
  const { exitCode, stdout } = await deploy();
  expect(exitCode).toBe(1);
  expect(stdout).toContain("is none of this account's phone numbers (48028)");
  expect(serverless.deployments).toEqual([]);
});

test('a failed deployment is reported as one', async () => {
  await twilio.close();
  twilio = await startTwilioStandIn((request) =>
    request.host.startsWith('serverless')
      ? { status: 401, body: { status: 401, code: 20003, message: 'Authenticate' } }
      : accountApi({ numbers: [{ [NUMBER]: true }] })(request),
  );
  const { exitCode, stdout, stderr } = await deploy();
  expect(exitCode).toBe(1);
  expect(stderr).toContain('20003');
  expect(stderr).toContain('Nothing was deployed.');
  expect(stdout).not.toContain('npm run callback');
});

test('credentials may come from the environment, variables from another file', async () => {
  await writeFile(path.join(project, 'stage.env'), 'TWILIO_CHAT_NUMBER=front-desk\n');
  const flags = ['--env', 'stage.env', '--environment', 'stage'];
  const { exitCode, stdout } = await deploy(flags, CREDENTIALS);
  expect(exitCode).toBe(0);
  expect(serverless.deployments).toMatchObject([
    { variables: { TWILIO_CHAT_NUMBER: 'front-desk' }, environment: { domainSuffix: 'stage' } },
  ]);
  expect(Object.keys(serverless.deployments[0]?.variables ?? {})).toEqual(['TWILIO_CHAT_NUMBER']);
  expect(stdout).toContain('-stage.twil.io/callbacks/outgoing-conversation --env stage.env');
});

test('without credentials nothing starts', async () => {
  await writeFile(path.join(project, '.env'), ENV.replace(/=.*/, '='));
  const { exitCode, stdout, stderr } = await deploy();
  expect(exitCode).toBe(1);
  expect(stderr).toContain('Nothing was deployed. Set ACCOUNT_SID and AUTH_TOKEN');
  expect(stdout).not.toContain('verdict');
});

test('a Service that another clone made needs a flag, and the message names it', async () => {
  await deploy();
  await rm(path.join(project, '.twiliodeployinfo'));
  const refused = await deploy();
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain('--override-existing-project');
  expect((await deploy(['--override-existing-project'])).exitCode).toBe(0);
  expect(serverless.deployments).toHaveLength(2);
});

test('without a build nothing is deployed', async () => {
  const outcome = await run(
    process.execPath,
    ['--require', 'tsx/cjs', 'scripts/deploy.ts'],
    project,
    twilio.environment,
  );
  expect(outcome.exitCode).toBe(1);
  expect(outcome.stderr).toContain('outgoing-conversation.protected.js is missing: npm run build');
  expect(twilio.requests).toEqual([]);
});

test.each([
  [['--wrong'], "Unknown option '--wrong'"],
  [['--env', 'missing.env'], 'Failed to find .env file'],
])('%j is a wrong flag: exit code 2', async (flags, message) => {
  const { exitCode, stderr } = await deploy(flags);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain('npm run deploy -- [flags]');
  expect(serverless.deployments).toEqual([]);
});
