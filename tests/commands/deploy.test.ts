import { readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SERVICE_SID } from '../../scripts/stand-in/conversations';
import {
  type Answer,
  CREDENTIALS,
  type RecordedRequest,
  type StandIn,
  startTwilioStandIn,
  twilioError,
} from '../../scripts/stand-in/twilio';
import { CALLBACK_PATH, PROJECT } from '../../scripts/twilio/project';
import { accountApi } from '../support/account-api';
import { type Checkout, checkout } from '../support/checkout';
import { run, runScript } from '../support/run';
import { type ServerlessApi, serverlessApi } from '../support/serverless-api';

const NUMBER = '+14155551234';
const NAME = 'frontline-outgoing-conversation';
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
let account: { numbers: string[] };

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
  account = { numbers: [NUMBER] };
  twilio = await startTwilioStandIn(asTwilio);
});

function asTwilio(request: RecordedRequest) {
  if (request.host.startsWith('serverless')) return serverless.answer(request);
  const numbers = account.numbers.map((number) => [number, true]);
  return accountApi({ numbers: [Object.fromEntries(numbers)] })(request);
}

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
  [['--environment', 'St age!'], '--environment must be 1 to 16 letters, digits and single dashes'],
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
    surroundings({
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
  expect(serverless.deployments).toMatchObject([
    {
      environment: { domainSuffix: 'stage' },
      variables: { TWILIO_SMS_NUMBER: NUMBER, TWILIO_CONVERSATIONS_SERVICE_SID: SERVICE_SID },
    },
  ]);
});

describe('a deployment that fails says what it changed, and what to do', () => {
  const NOTHING_CHANGED = 'What answers Frontline is as before.';
  const REFUSED = { status: 401, body: { status: 401, code: 20003, message: 'Authenticate' } };
  const BROKEN = { status: 500, body: { status: 500, code: 20500, message: 'It broke.' } };
  const EMPTY = { status: 201, body: {} };
  const TOO_OFTEN = { status: 429, body: { status: 429, code: 20429, message: 'Too many' } };

  /** Has Twilio answer one kind of request in a way of its own. */
  async function failing(method: string, path: RegExp, answer: Answer): Promise<void> {
    await twilio.close();
    twilio = await startTwilioStandIn((request) =>
      request.host.startsWith('serverless') && request.method === method && path.test(request.path)
        ? answer
        : asTwilio(request),
    );
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
      request: ['GET', /Services(\?|$)/, REFUSED],
      says: 'Nothing was deployed. Twilio refused the credentials (401): check ACCOUNT_SID and AUTH_TOKEN.',
    },
    {
      what: 'Twilio fails before it is asked to change anything',
      request: ['GET', /Services(\?|$)/, BROKEN],
      says: 'Nothing was deployed. Twilio failed (500): try again later, and see https://status.twilio.com.',
    },
    {
      what: 'it may not create a Service',
      request: ['POST', /Services$/, REFUSED],
      says: `Twilio refused the credentials (401): check ACCOUNT_SID and AUTH_TOKEN.\nStopped while creating the Service. ${NOTHING_CHANGED}`,
    },
    {
      what: 'a file is not taken',
      request: ['POST', /Versions$/, BROKEN],
      says: `Twilio failed (500): try again later, and see https://status.twilio.com.\nStopped while uploading the files. ${NOTHING_CHANGED}`,
    },
    {
      what: 'Twilio is asked too often',
      request: ['POST', /Services$/, TOO_OFTEN],
      // It is asked twice again, first.
      timeout: '9',
      says: `Twilio was asked too often (429): try again in a minute.\nStopped while creating the Service. ${NOTHING_CHANGED}`,
    },
    {
      what: 'the build fails',
      request: ['GET', /Status$/, { status: 200, body: { status: 'failed' } }],
      says: `Twilio could not build it (ZB…), usually for a package in dependencies. Its reason is in the Console, under Functions and Assets > Services.\nStopped while waiting for the build. ${NOTHING_CHANGED}`,
    },
    {
      what: 'nobody tells how far the build is',
      request: ['GET', /Status$/, BROKEN],
      says: `Twilio failed (500): try again later, and see https://status.twilio.com.\nStopped while waiting for the build. ${NOTHING_CHANGED}`,
    },
    {
      what: 'Twilio does not answer',
      request: ['GET', /Status$/, { status: 200, body: {}, delayMs: 60_000 }],
      says: `Twilio has not answered in time: try again later.\nStopped while waiting for the build. ${NOTHING_CHANGED}`,
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
    expect(stderr.replace(/ZB\w+/g, 'ZB…')).toBe(`✘ ${says}\n`);
    expect(stdout).not.toContain('npm run callback');
    expect(serverless.deployments).toEqual([]);
    expect(exitCode).toBe(1);
  });

  const ENVIRONMENTS = /Environments(\?|$)/;
  const LISTS = [
    /Services(\?|$)/,
    /Functions(\?|$)/,
    /Assets(\?|$)/,
    ENVIRONMENTS,
    /Variables(\?|$)/,
  ];
  const HTML = { 'Content-Type': 'text/html' };
  const NOTHING: [string, Answer, string] = [
    'an empty 200',
    { status: 200, body: '', text: '' },
    'An answer of serverless.twilio.com could not be understood (200, but no JSON object).',
  ];
  const ANSWERS: [string, Answer, string][] = [
    [
      '400',
      twilioError(400, 20001, 'Bad \u001b[31mthing'),
      'Twilio answered 400: Bad \\u{1b}[31mthing',
    ],
    ['500', { status: 500, body: {} }, 'Twilio failed (500)'],
    [
      'an HTML 502',
      { status: 502, body: '', text: '<h1>Bad gateway</h1>', headers: HTML },
      'Twilio failed (502): try again later',
    ],
    [
      'an HTML 200',
      { status: 200, body: '', text: '<h1>Log in</h1>', headers: HTML },
      'An answer of serverless.twilio.com could not be understood (200, but no JSON object).',
    ],
    [
      'a list that is none',
      { status: 200, body: { meta: { key: 'them', next_page_url: null }, them: {} } },
      'An answer of Twilio could not be understood.',
    ],
  ];
  test.each([
    ...ANSWERS.map((answer) => [ENVIRONMENTS, ...answer] as const),
    ...LISTS.map((list) => [list, ...NOTHING] as const),
  ])('a list cannot be read (%p): %s', async (path, _, answer, says) => {
    serverless.createService(NAME, { variables: {} });
    await failing('GET', path, answer);
    const { exitCode, stdout, stderr } = await deploy();
    expect(stderr).toContain(`✘ Nothing was deployed. ${says}`);
    expect(stdout).not.toContain('Deploying');
    expect(twilio.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(exitCode).toBe(1);
  });

  test.each<[string, RegExp, Answer, string]>([
    [
      'a new Service',
      /Services$/,
      EMPTY,
      "Twilio's answer does not say the SID of the new Service.",
    ],
    [
      'a new environment',
      /Environments$/,
      EMPTY,
      "Twilio's answer does not say the SID of the environment.",
    ],
    [
      'a domain',
      /Environments$/,
      { status: 201, body: { sid: `ZE${'0'.repeat(32)}` } },
      "Twilio's answer does not say the domain of the environment.",
    ],
    ['a build', /Builds$/, EMPTY, "Twilio's answer does not say the SID of the build."],
    [
      'a file',
      /Versions$/,
      EMPTY,
      `Twilio's answer does not say the SID of the new version of ${CALLBACK_PATH}.`,
    ],
    [
      'an upload',
      /Versions$/,
      { status: 200, body: '', text: '' },
      'An answer of Twilio could not be understood.',
    ],
    [
      'the build that is deployed',
      /Deployments$/,
      { status: 201, body: { build_sid: `ZB${'f'.repeat(32)}` } },
      'Twilio does not say that the build ZB… is deployed.',
    ],
  ])('Twilio does not say %s', async (_, path, answer, says) => {
    await failing('POST', path, answer);
    const { exitCode, stdout, stderr } = await deploy();
    expect(stderr.replace(/ZB\w+/g, 'ZB…')).toContain(`✘ ${says}\nStopped while `);
    expect(stdout).not.toContain('https://undefined');
    expect(exitCode).toBe(1);
  });

  test.each([
    [400, 'Twilio answered 400: Bad path'],
    [401, 'Twilio refused the credentials (401)'],
    [413, 'Twilio answered 413: '],
    [502, 'Twilio failed (502)'],
  ])('an upload is answered by %i', async (status, says) => {
    await failing('POST', /Versions$/, twilioError(status, 20001, 'Bad path'));
    const { exitCode, stderr } = await deploy();
    expect(stderr).toContain(`✘ ${says}`);
    expect(stderr).toContain(`Stopped while uploading the files. ${NOTHING_CHANGED}`);
    expect(exitCode).toBe(1);
  });

  test('a runtime handler that Twilio does not build with', async () => {
    const manifest = await readFile(path.join(project.path, 'package.json'), 'utf8');
    await write('package.json', manifest.replace('"2.0.1"', '"2.1.0"'));
    try {
      const { exitCode, stderr } = await deploy();
      expect(stderr).toBe(
        `✘ Twilio does not build with @twilio/runtime-handler 2.1.0, which package.json names (20001). Write a version of Twilio's list into package.json, such as 2.0.1, and run npm install: https://www.twilio.com/docs/serverless/functions-assets/handler.\nStopped while waiting for the build. ${NOTHING_CHANGED}\n`,
      );
      expect(exitCode).toBe(1);
    } finally {
      await write('package.json', manifest);
    }
  });
});

describe('a Service of that name', () => {
  test('is ours if it holds our Function alone, whoever made it', async () => {
    const sid = serverless.createService(NAME, {
      variables: {},
      assets: ['/proxy-addresses.json'],
    });
    const { exitCode, stdout } = await deploy();
    expect(exitCode).toBe(0);
    expect(stdout).toContain(sid);
    expect(serverless.deployments).toHaveLength(1);
    expect((await deploy()).exitCode).toBe(0);
    // What is there is used again.
    const created = twilio.requests.filter(
      ({ method, path }) =>
        method === 'POST' && /(Functions|Assets|Services|Environments)$/.test(path),
    );
    expect(created).toEqual([]);
  });

  test('is ours if a deployment that failed left it empty', async () => {
    await twilio.close();
    let fails = true;
    twilio = await startTwilioStandIn((request) =>
      fails && request.path.endsWith('/Environments') && request.method === 'POST'
        ? twilioError(500, 20500, 'It broke.')
        : asTwilio(request),
    );
    expect((await deploy()).exitCode).toBe(1);
    fails = false;
    expect((await deploy(['--dry-run'])).exitCode).toBe(0);
    expect((await deploy()).exitCode).toBe(0);
    expect(serverless.deployments).toHaveLength(1);
  });

  test.each([
    [{ functions: [CALLBACK_PATH, '/crm'] }, 'has other Functions, such as /crm'],
    [{ functions: ['/crm'] }, 'has other Functions, such as /crm'],
    [{ functions: [], assets: ['/index.html'] }, 'has assets alone'],
  ])("is another project's if it holds %j", async (holdings, what) => {
    serverless.createService(NAME, holdings);
    const { exitCode, stderr } = await deploy();
    expect(stderr).toBe(
      `✘ Nothing was deployed. There is a Service named ${NAME} already, which is another project's: it ${what}. Deploy to a Service of another name: --service-name NAME.\n`,
    );
    expect(exitCode).toBe(1);
    expect((await deploy(['--service-name', 'ours'])).exitCode).toBe(0);
    expect(serverless.deployments).toMatchObject([{ service: { uniqueName: 'ours' } }]);
  });
});

describe('before it deploys, it says what it will do', () => {
  const DRY = ['--dry-run'];
  const changes = () =>
    twilio.requests.filter(({ host, method }) => host.startsWith('serverless') && method !== 'GET');

  test('what is sent, and what becomes of what is there', async () => {
    const sid = serverless.createService(NAME, {
      variables: {
        TWILIO_SMS_NUMBER: '+14155550000',
        TWILIO_CHAT_NUMBER: 'front-desk',
        TWILIO_WHATSAPP_NUMBER: '+14155550001',
        OLD_PASSWORD: 'old-secret',
      },
    });
    await write('.env', `${ENV}TWILIO_CHAT_NUMBER=front-desk\nDB_PASSWORD=new-secret\n`);
    await write('assets/logo.png', '');
    const flags = [...DRY, '--public', './logo.png'];
    const { exitCode, stdout, stderr } = await deploy(flags);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain(`
To deploy:
  account   ${CREDENTIALS.ACCOUNT_SID}                from .env
  Service   ${NAME}                   from package.json: ${sid}
  domain    ${NAME}-1234-dev.twil.io  suffix dev, from the default
  runtime   node22
  Function  ${CALLBACK_PATH}                  protected
  asset     /logo.png                                         public
  asset     /proxy-addresses.json                             private
  variable  TWILIO_SMS_NUMBER                                 changed
  variable  TWILIO_CHAT_NUMBER                                the same
  variable  DB_PASSWORD                                       new
  variable  TWILIO_WHATSAPP_NUMBER                            not in .env, but on Twilio still
  variable  OLD_PASSWORD                                      not in .env, but on Twilio still
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
    serverless.createService(NAME, { givesCredentials: false });
    await write('.env', `${ENV}TWILIO_CONVERSATIONS_SERVICE_SID=${SERVICE_SID}\n`);
    const { stdout } = await deploy(DRY);
    expect(stdout).toMatch(/variable {2}TWILIO_CONVERSATIONS_SERVICE_SID +new\n/);
    expect(stdout).toContain(
      "⚠ TWILIO_CONVERSATIONS_SERVICE_SID has no effect: the Service does not give its Functions the account's credentials.",
    );
    // A new Service gives them.
    const toNew = await deploy([...DRY, '--service-name', 'ours']);
    expect(toNew.stdout).not.toContain('has no effect');
    expect(toNew.stdout).not.toContain('never read');
  });

  test.each([
    [['--production'], 'ours-….twil.io, new', 'no suffix, from --production'],
    [
      ['--environment', 'production'],
      'ours-…-production.twil.io, new',
      'suffix production, from --environment',
    ],
  ])('a new Service, and where %j leads', async (flags, domain, suffix) => {
    const { stdout } = await deploy([...DRY, ...flags, '--service-name', 'ours'], CREDENTIALS);
    const rows = stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(rows).toContainEqual(['account', CREDENTIALS.ACCOUNT_SID, 'from .env']);
    expect(rows).toContainEqual(['Service', 'ours', 'from --service-name: new']);
    expect(rows).toContainEqual(['domain', domain, suffix]);
    expect(changes()).toEqual([]);
  });

  test('where the account comes from, if not from the file', async () => {
    await write('.env', ENV.replace(/.*\n.*\n/, ''));
    const { stdout } = await deploy(DRY, CREDENTIALS);
    expect(stdout).toMatch(/account +AC0+ +from the environment\n/);
  });

  test.each([
    [['+14155551234', '+14155551235'], '', true],
    [['+14155551234', '+14155551235'], `TWILIO_CONVERSATIONS_SERVICE_SID=${SERVICE_SID}`, false],
    [['+14155551234'], '', false],
  ])(
    'that a pool without the Conversations service is a risk: %j, %s',
    async (pool, line, warns) => {
      serverless.createService(NAME, { variables: {} });
      await write('.env', `${ENV.replace(NUMBER, pool.join())}${line}\n`);
      account.numbers = pool;
      const { exitCode, stdout } = await deploy(DRY);
      expect({ exitCode, warns: stdout.includes('⚠ There is a pool, but no') }).toEqual({
        exitCode: 0,
        warns,
      });
    },
  );

  test('no such risk where the variable is on Twilio still', async () => {
    const variables = { TWILIO_CONVERSATIONS_SERVICE_SID: SERVICE_SID };
    serverless.createService(NAME, { variables });
    await write('.env', ENV.replace(NUMBER, '+14155551234,+14155551235'));
    account.numbers = ['+14155551234', '+14155551235'];
    expect((await deploy(DRY)).stdout).not.toContain('There is a pool, but no');
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
  // Nothing that was there or was written holds the token.
  const { stdout: holders } = await run(
    'grep',
    ['-rlF', CREDENTIALS.AUTH_TOKEN, '.'],
    surroundings(),
  );
  expect(holders).toBe('./.env\n');
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

const SET = '"functionsFolder": "dist/functions"';

test('.twilioserverlessrc with a setting that only the Twilio CLI would follow is refused', async () => {
  await write('.twilioserverlessrc', `{ ${SET}, "assetsFolder": "static" }`);
  for (const command of ['check', 'deploy'] as const) {
    const { exitCode, stdout } = await runScript(command, [], surroundings());
    expect(stdout).toContain('✘ .twilioserverlessrc: must set assetsFolder to "assets"');
    expect(exitCode).toBe(1);
  }
  expect(twilio.requests.filter(({ host }) => host.startsWith('serverless'))).toEqual([]);
});

test('.twilioserverlessrc chooses the Service and the runtime; a flag comes first', async () => {
  const settings = `{ ${SET}, "serviceName": "theirs", "runtime": "node24", "commands": { "start": {} }, }`;
  await write('.twilioserverlessrc', settings);
  expect((await deploy()).stdout).toMatch(/Service +theirs +from \.twilioserverlessrc: new\n/);
  expect((await deploy(['--service-name', 'ours'])).exitCode).toBe(0);
  expect(serverless.deployments).toMatchObject([
    { service: { uniqueName: 'theirs' }, build: { runtime: 'node24' } },
    { service: { uniqueName: 'ours' } },
  ]);
});

test('only the Function and the mapping go up, and what is named', async () => {
  await write('assets/customers.csv', 'name,number');
  await write('assets/logo.png', 'PNG');
  const { exitCode, stdout } = await deploy(['--public', './logo.png']);
  expect(stdout).toContain(
    '⚠ assets/customers.csv: would be public on the internet, as /customers.csv, by twilio serverless:deploy',
  );
  expect(exitCode).toBe(0);
  expect(serverless.deployments[0]?.assets).toEqual([
    expect.objectContaining({ path: '/proxy-addresses.json' }),
    { path: '/logo.png', visibility: 'public', content: 'PNG', contentType: 'image/png' },
  ]);
});

test('without an asset, the variables alone are the mapping', async () => {
  await rm(path.join(project.path, 'assets'), { recursive: true });
  expect((await deploy()).exitCode).toBe(0);
  expect(serverless.deployments).toMatchObject([{ assets: [], functions: [{}] }]);
});

describe('what Twilio would refuse is not sent', () => {
  test.each([
    ['X', 'a variable', 'has 451 bytes; Twilio takes 450'],
    ['TWILIO_CHAT_NUMBER', 'one that the Function reads', 'has 451 bytes; Twilio takes 450'],
  ])('%s, %s', async (name, _, says) => {
    await write('.env', `${ENV}${name}=${'ü'.repeat(225)}x\n`);
    const { exitCode, stdout } = await deploy();
    expect(stdout).toContain(`✘ ${name}, line 5: ${says}`);
    expect(exitCode).toBe(1);
    expect(twilio.requests.filter(({ host }) => host.startsWith('serverless'))).toEqual([]);
  });

  test('nor with what is on Twilio still', async () => {
    const variables = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [`OLD_${index}`, 'x'.repeat(400)]),
    );
    serverless.createService(NAME, { variables });
    const { exitCode, stderr } = await deploy();
    expect(stderr).toMatch(
      /^✘ Nothing was deployed\. The variables that are on Twilio then have 2\d{3} bytes together/,
    );
    expect(exitCode).toBe(1);
    expect(serverless.deployments).toEqual([]);
  });

  test.each([
    [10 * 1024 * 1024, 0],
    [10 * 1024 * 1024 + 1, 1],
  ])('an asset of %i bytes: exit code %i', async (bytes, exitCode) => {
    await write('assets/proxy-addresses.private.json', ASSET.padEnd(bytes));
    const outcome = await deploy();
    expect(outcome.exitCode).toBe(exitCode);
    expect(outcome.stdout.includes('Twilio takes 10485760 (10 MB)')).toBe(exitCode === 1);
    expect(serverless.deployments).toHaveLength(1 - exitCode);
  });

  test.each([
    ['--environment', 'a'.repeat(17)],
    ['--service-name', 'a'.repeat(51)],
    ['--public', '../package.json'],
    ['--public', 'missing.png'],
  ])('%s %j: exit code 2', async (flag, value) => {
    const { exitCode } = await deploy([flag, value]);
    expect(exitCode).toBe(2);
    expect(twilio.requests).toEqual([]);
  });

  test('the longest names are taken', async () => {
    const flags = ['--environment', 'a'.repeat(16), '--service-name', 'a'.repeat(50)];
    expect((await deploy(flags)).exitCode).toBe(0);
    expect(serverless.deployments).toHaveLength(1);
  });
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
