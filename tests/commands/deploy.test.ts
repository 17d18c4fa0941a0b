import { readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SERVICE_SID } from '../../scripts/stand-in/conversations';
import {
  type Answer,
  CREDENTIALS,
  type StandIn,
  startTwilioStandIn,
} from '../../scripts/stand-in/twilio';
import { CALLBACK_PATH, PROJECT } from '../../scripts/twilio/project';
import { accountApi } from '../support/account-api';
import { type Checkout, checkout } from '../support/checkout';
import { run, runScript } from '../support/run';
import { type ServerlessApi, serverlessApi } from '../support/serverless-api';

const NUMBER = '+14155551234';
const ENV = `ACCOUNT_SID=${CREDENTIALS.ACCOUNT_SID}
AUTH_TOKEN=${CREDENTIALS.AUTH_TOKEN}
TWILIO_SMS_NUMBER=${NUMBER}
TWILIO_WHATSAPP_NUMBER=
`;

const CONFIG = readFileSync(path.join(PROJECT, '.twilioserverlessrc'), 'utf8');
const ASSET = '{ "chat": "front-desk" }';

let project: Checkout;
let twilio: StandIn;
let serverless: ServerlessApi;

beforeAll(async () => {
  project = await checkout();
});

afterAll(() => project.remove());

beforeEach(async () => {
  for (const name of ['assets', 'dist', 'other', '.twiliodeployinfo']) {
    await rm(path.join(project.path, name), { recursive: true, force: true });
  }
  await write('.twilioserverlessrc', CONFIG);
  await write('assets/proxy-addresses.private.json', ASSET);
  await write('.env', ENV);
  serverless = serverlessApi();
  const account = accountApi({ numbers: [{ [NUMBER]: true }] });
  twilio = await startTwilioStandIn((request) =>
    request.host.startsWith('serverless') ? serverless.answer(request) : account(request),
  );
});

afterEach(() => twilio.close());

/** Writes a file of the checkout. */
async function write(name: string, text: string): Promise<void> {
  const file = path.join(project.path, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

function surroundings(environment = {}) {
  return { cwd: project.path, environment: { ...twilio.environment, ...environment } };
}

function deploy(flags: string[] = [], environment = {}) {
  return runScript('deploy', flags, surroundings(environment));
}

async function expectTheProtectedFunctionAlone() {
  const bundle = path.join(
    project.path,
    'dist/functions/callbacks/outgoing-conversation.protected.js',
  );
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
        dependencies: [
          { name: '@twilio/runtime-handler', version: '2.0.1' },
          { name: 'twilio', version: '6.2.0' },
        ],
      },
    },
  ]);
}

test('npm run deploy builds, checks, deploys one protected Function, and says what comes next', async () => {
  const { exitCode, stdout, stderr } = await run('npm', ['run', 'deploy'], surroundings());
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  await expectTheProtectedFunctionAlone();

  const url =
    'https://frontline-outgoing-conversation-1234-dev.twil.io/callbacks/outgoing-conversation';
  expect(stdout).toContain('✔ the account has it');
  expect(stdout).toContain(`Callbacks:\n  ${url}\n`);
  expect(stdout).toContain(`npm run callback -- --url ${url}\n`);
  expect(stdout + stderr).not.toContain(CREDENTIALS.AUTH_TOKEN);
});

test('.twilioserverlessrc alone has twilio-run deploy the same thing', async () => {
  await runScript('build', [], surroundings());
  const command = require.resolve('twilio-run/bin/twilio-run.js');
  const { exitCode } = await run(process.execPath, [command, 'deploy'], surroundings());
  expect(exitCode).toBe(0);
  await expectTheProtectedFunctionAlone();
});

test('a wrong mapping is not deployed', async () => {
  await write('assets/proxy-addresses.private.json', '{ "chat": "a b" }');
  const { exitCode, stdout, stderr } = await deploy();
  expect(exitCode).toBe(1);
  expect(stdout).toContain(
    'must be 1 to 256 characters, without white space or control characters (48026)',
  );
  expect(stderr).toContain('Nothing was deployed.');
  expect(twilio.requests.filter(({ host }) => host.startsWith('serverless'))).toEqual([]);
});

test('a number of another account is not deployed', async () => {
  await write('.env', ENV.replace(NUMBER, '+14155554321'));
  const { exitCode, stdout } = await deploy();
  expect(exitCode).toBe(1);
  expect(stdout).toContain("is not among this account's phone numbers (48028)");
  expect(serverless.deployments).toEqual([]);
});

test.each([
  [['--environment', 'St age!'], '--environment must be letters, digits and single dashes'],
  [['--environment', ''], '--environment must be'],
  [['--production', '--environment', 'stage'], '--production has no suffix'],
])('%j is wrong, and nobody is asked', async (flags, message) => {
  const { exitCode, stderr } = await runScript('deploy', flags, surroundings());
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(twilio.requests).toEqual([]);
});

test('npm run deploy --dry-run, which npm takes for itself, deploys nothing', async () => {
  const { exitCode, stderr } = await run('npm', ['run', 'deploy', '--dry-run'], surroundings());
  expect(exitCode).toBe(2);
  expect(stderr).toContain('npm took --dry-run for itself: write npm run deploy -- --dry-run …');
  expect(twilio.requests).toEqual([]);
});

test('the workflow that the README has copied deploys without .env', async () => {
  const workflow = readFileSync(path.join(PROJECT, '.github/deploy.yml'), 'utf8');
  const [, command = ''] = /run: (npm run deploy .*)/.exec(workflow) ?? [];
  const names = [...workflow.matchAll(/^ {6}(TWILIO_\w+|TARGET): /gm)].map(([, name]) => name);
  expect(names).toEqual(['TARGET', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN']);
  await rm(path.join(project.path, '.env'));
  const { exitCode, stdout } = await run(
    'bash',
    ['-c', command],
    surroundings({
      CI: 'true',
      TARGET: '--environment stage',
      TWILIO_ACCOUNT_SID: CREDENTIALS.ACCOUNT_SID,
      TWILIO_AUTH_TOKEN: CREDENTIALS.AUTH_TOKEN,
    }),
  );
  expect(stdout).toContain('-stage.twil.io/callbacks/outgoing-conversation');
  expect(exitCode).toBe(0);
});

describe('a deployment that fails says what it changed, and what to do', () => {
  const NOTHING_CHANGED = 'What answers Frontline is as before.';
  const REFUSED = { status: 401, body: { status: 401, code: 20003, message: 'Authenticate' } };
  const BROKEN = { status: 500, body: { status: 500, code: 20500, message: 'It broke.' } };
  const TOO_OFTEN = { status: 429, body: { status: 429, code: 20429, message: 'Too many' } };
  const account = accountApi({ numbers: [{ [NUMBER]: true }] });

  /** Has Twilio answer one kind of request in a way of its own. */
  async function failing(method: string, path: RegExp, answer: Answer): Promise<void> {
    await twilio.close();
    twilio = await startTwilioStandIn((request) => {
      if (!request.host.startsWith('serverless')) return account(request);
      return request.method === method && path.test(request.path)
        ? answer
        : serverless.answer(request);
    });
  }

  interface Failure {
    what: string;
    /** The request that is answered otherwise. */
    request: [method: string, path: RegExp, answer: Answer];
    timeout?: string;
    says: string;
  }

  test.each<Failure>([
    {
      what: 'the credentials are refused',
      request: ['GET', /Services$/, REFUSED],
      says: 'Nothing was deployed. Twilio refused the credentials (401): check ACCOUNT_SID and AUTH_TOKEN.',
    },
    {
      what: 'Twilio fails before it is asked to change anything',
      request: ['GET', /Services$/, BROKEN],
      says: 'Nothing was deployed. Twilio failed (500): try again later, and see https://status.twilio.com.',
    },
    {
      what: 'it may not create a Service',
      request: ['POST', /Services$/, REFUSED],
      says: `Twilio refused the credentials (401): check ACCOUNT_SID and AUTH_TOKEN.\nStopped while finding or creating the Service. ${NOTHING_CHANGED}`,
    },
    {
      what: 'a file is not taken',
      request: ['POST', /Versions$/, BROKEN],
      says: `Twilio did not take it: Failed to upload Function ${CALLBACK_PATH}. Try again.\nStopped while uploading the Function. ${NOTHING_CHANGED}`,
    },
    {
      what: 'Twilio is asked too often',
      request: ['POST', /Services$/, TOO_OFTEN],
      // It is asked twice again, first.
      timeout: '9',
      says: `Twilio was asked too often (429): try again in a minute.\nStopped while finding or creating the Service. ${NOTHING_CHANGED}`,
    },
    {
      what: 'the build fails',
      request: ['GET', /Status$/, { status: 200, body: { status: 'failed' } }],
      says: `Twilio could not build it, usually for a package in dependencies. Its reason is in the Console, under Functions and Assets > Services.\nStopped while waiting for the build. ${NOTHING_CHANGED}`,
    },
    {
      what: 'nobody tells how far the build is',
      request: ['GET', /Status$/, BROKEN],
      says: `Twilio failed (500): try again later, and see https://status.twilio.com.\nStopped while waiting for the build. ${NOTHING_CHANGED}`,
    },
    {
      what: 'Twilio does not answer',
      request: ['GET', /Status$/, { status: 200, body: {}, delayMs: 60_000 }],
      says: `Twilio has not answered for 1 s. Try again, with --timeout if your network is slow.\nStopped while waiting for the build. ${NOTHING_CHANGED}`,
    },
    {
      what: 'a variable cannot be set',
      request: ['POST', /Variables$/, BROKEN],
      says: 'Twilio failed (500): try again later, and see https://status.twilio.com.\nStopped while setting the variables. Variables may have changed already, and act at once; Function and mapping are as before.',
    },
    {
      what: 'the build cannot be activated',
      request: ['POST', /Deployments$/, BROKEN],
      says: 'Twilio failed (500): try again later, and see https://status.twilio.com.\nStopped while activating the build. The new variables act already; Function and mapping may be the new ones or those before.',
    },
  ])('$what', async ({ request: [method, path, answer], says, timeout = '1' }) => {
    await failing(method, path, answer);
    const { exitCode, stdout, stderr } = await deploy(['--timeout', timeout]);
    expect(stderr).toBe(`✘ ${says}\n`);
    expect(stdout).not.toContain('npm run callback');
    expect(serverless.deployments).toEqual([]);
    expect(exitCode).toBe(1);
  });

  test('the Service is gone that this clone deployed to', async () => {
    const serviceSid = `ZS${'0'.repeat(32)}`;
    const info = { serviceSid, latestBuild: `ZB${'0'.repeat(32)}` };
    await write('.twiliodeployinfo', JSON.stringify({ [`${CREDENTIALS.ACCOUNT_SID}:us1`]: info }));
    const { exitCode, stderr } = await deploy();
    expect(stderr).toBe(
      `✘ Nothing was deployed. The Service ${serviceSid} is gone, which .twiliodeployinfo names. Remove that file: the next deployment makes a new Service, with a new URL.\n`,
    );
    expect(exitCode).toBe(1);
  });

  test('a Service that another clone made needs a flag, and the message names it', async () => {
    serverless.createService('frontline-outgoing-conversation');
    const refused = await deploy();
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toBe(
      "✘ Nothing was deployed. There is a Service named frontline-outgoing-conversation already. If it is this project's: --override-existing-project. If not: --service-name NAME.\n",
    );
    expect((await deploy(['--override-existing-project'])).exitCode).toBe(0);
    expect(serverless.deployments).toHaveLength(1);
  });
});

describe('before it deploys, it says what it will do', () => {
  const DRY = ['--dry-run'];
  const changes = () =>
    twilio.requests.filter(({ host, method }) => host.startsWith('serverless') && method !== 'GET');

  test('what is sent, and what becomes of what is there', async () => {
    const sid = serverless.createService('frontline-outgoing-conversation', {
      variables: {
        TWILIO_SMS_NUMBER: '+14155550000',
        TWILIO_CHAT_NUMBER: 'front-desk',
        TWILIO_WHATSAPP_NUMBER: '+14155550001',
        OLD_PASSWORD: 'old-secret',
      },
    });
    await write('.env', `${ENV}TWILIO_CHAT_NUMBER=front-desk\nDB_PASSWORD=new-secret\n`);
    await write('assets/logo.png', '');
    const flags = [...DRY, '--override-existing-project', '--public', 'logo.png'];
    const { exitCode, stdout, stderr } = await deploy(flags);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain(`
To the Service ${sid} of the account ${CREDENTIALS.ACCOUNT_SID}, environment dev:
  Function  ${CALLBACK_PATH}  protected
  asset     /logo.png                         public
  asset     /proxy-addresses.json             private
  variable  TWILIO_SMS_NUMBER                 changed
  variable  TWILIO_CHAT_NUMBER                the same
  variable  DB_PASSWORD                       new
  variable  TWILIO_WHATSAPP_NUMBER            not in .env, but on Twilio still
  variable  OLD_PASSWORD                      not in .env, but on Twilio still
⚠ DB_PASSWORD is never read by the Function
⚠ TWILIO_WHATSAPP_NUMBER stays set on Twilio, and acts there, until you delete it there
⚠ OLD_PASSWORD stays on Twilio, until you delete it there; the Function never reads it

Nothing was deployed: --dry-run.
`);
    expect(stdout).not.toMatch(/old-secret|new-secret/);
    expect(changes()).toEqual([]);
    expect(serverless.deployments).toEqual([]);
  });

  test('that the Function cannot ask Conversations, where it gets no credentials', async () => {
    serverless.createService('frontline-outgoing-conversation', { givesCredentials: false });
    await write('.env', `${ENV}TWILIO_CONVERSATIONS_SERVICE_SID=${SERVICE_SID}\n`);
    const { stdout } = await deploy([...DRY, '--override-existing-project']);
    expect(stdout).toContain('variable  TWILIO_CONVERSATIONS_SERVICE_SID  new');
    expect(stdout).toContain(
      "⚠ TWILIO_CONVERSATIONS_SERVICE_SID has no effect: the Service does not give its Functions the account's credentials.",
    );
    // A new Service gives them.
    const toNew = await deploy([...DRY, '--service-name', 'ours']);
    expect(toNew.stdout).not.toContain('has no effect');
    expect(toNew.stdout).not.toContain('never read');
  });

  test('a new Service, and production', async () => {
    const { stdout } = await deploy([...DRY, '--production', '--service-name', 'ours']);
    expect(stdout).toContain(
      `To a new Service, ours, of the account ${CREDENTIALS.ACCOUNT_SID}, environment production:\n  Function`,
    );
    expect(changes()).toEqual([]);
  });
});

test('credentials as the SDK calls them are never deployed', async () => {
  await write(
    '.env',
    ENV.replace('ACCOUNT_SID', 'TWILIO_ACCOUNT_SID').replace('AUTH_TOKEN', 'TWILIO_AUTH_TOKEN'),
  );
  const { exitCode, stdout } = await deploy();
  expect(exitCode).toBe(0);
  expect(serverless.deployments[0]?.variables).toEqual({ TWILIO_SMS_NUMBER: NUMBER });
  expect(stdout).toContain(
    '⚠ TWILIO_AUTH_TOKEN, line 2: would be deployed by twilio serverless:deploy',
  );
  const sent = twilio.requests.map(({ body }) => `${body}`).join();
  expect(sent).not.toContain(CREDENTIALS.AUTH_TOKEN);
});

test('credentials may come from the environment, variables from another file', async () => {
  await write('stage 1.env', 'TWILIO_CHAT_NUMBER=front-desk\n');
  const flags = ['--env', 'stage 1.env', '--environment', 'stage'];
  const { exitCode, stdout } = await deploy(flags, CREDENTIALS);
  expect(exitCode).toBe(0);
  expect(serverless.deployments).toMatchObject([
    { variables: { TWILIO_CHAT_NUMBER: 'front-desk' }, environment: { domainSuffix: 'stage' } },
  ]);
  // Nothing that was there or was written holds the token, `.twiliodeployinfo` included.
  const { stdout: holders } = await run(
    'grep',
    ['-rlF', CREDENTIALS.AUTH_TOKEN, '.'],
    surroundings(),
  );
  expect(holders).toBe('./.env\n');
  expect(JSON.parse(await readFile(path.join(project.path, '.twiliodeployinfo'), 'utf8'))).toEqual({
    [`${CREDENTIALS.ACCOUNT_SID}:us1`]: {
      serviceSid: expect.stringMatching(/^ZS[0-9a-f]{32}$/),
      latestBuild: expect.stringMatching(/^ZB[0-9a-f]{32}$/),
    },
  });
  expect(Object.keys(serverless.deployments[0]?.variables ?? {})).toEqual(['TWILIO_CHAT_NUMBER']);
  expect(stdout).toContain("-stage.twil.io/callbacks/outgoing-conversation --env 'stage 1.env'");
});

test('without credentials nothing starts', async () => {
  await write('.env', ENV.replace(/=.*/, '='));
  const { exitCode, stdout, stderr } = await deploy();
  expect(exitCode).toBe(1);
  expect(stderr).toContain('Nothing was deployed. Set ACCOUNT_SID and AUTH_TOKEN');
  expect(stdout).not.toContain('verdict');
});

test('what .twilioserverlessrc leads to must be the Function, or nothing is deployed', async () => {
  await write('.twilioserverlessrc', '{ "functionsFolder": "other", "assetsFolder": "assets" }');
  await write('other/callbacks/outgoing-conversation.js', 'exports.handler = () => {};');
  const { exitCode, stderr } = await deploy();
  expect(exitCode).toBe(1);
  expect(stderr).toContain('Nothing was deployed. Check .twilioserverlessrc');
  expect(twilio.requests.filter(({ host }) => host.startsWith('serverless'))).toEqual([]);
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
