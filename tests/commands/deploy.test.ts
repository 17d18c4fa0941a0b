import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SERVICE_SID } from '../../scripts/stand-in/conversations';
import { CREDENTIALS } from '../../scripts/stand-in/twilio';
import { CALLBACK_PATH, PROJECT } from '../../scripts/twilio/project';
import { ASSET, type Deployable, deployable, ENV, NAME, NUMBER } from '../support/deployable';
import { run, runScript } from '../support/run';

let project: Deployable;

beforeAll(async () => {
  project = await deployable();
});
beforeEach(() => project.reset());
afterAll(() => project.remove());

async function expectTheProtectedFunctionAlone() {
  const bundle = path.join(
    project.path,
    'dist/functions/callbacks/outgoing-conversation.protected.js',
  );
  expect(project.serverless.deployments).toEqual([
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
  const { exitCode, stdout, stderr } = await run('npm', ['run', 'deploy'], project.surroundings());
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
  await runScript('build', [], project.surroundings());
  const command = require.resolve('twilio-run/bin/twilio-run.js');
  const { exitCode } = await run(process.execPath, [command, 'deploy'], project.surroundings());
  expect(exitCode).toBe(0);
  await expectTheProtectedFunctionAlone();
});

test('a wrong mapping is not deployed', async () => {
  await project.write('assets/proxy-addresses.private.json', '{ "chat": "a b" }');
  const { exitCode, stdout, stderr } = await project.deploy();
  expect(exitCode).toBe(1);
  expect(stdout).toContain(
    'must be 1 to 256 characters, without white space or control characters (48026)',
  );
  expect(stderr).toContain('Nothing was deployed.');
  expect(project.twilio.requests.filter(({ host }) => host.startsWith('serverless'))).toEqual([]);
});

test('a number of another account is not deployed', async () => {
  await project.write('.env', ENV.replace(NUMBER, '+14155554321'));
  const { exitCode, stdout } = await project.deploy();
  expect(exitCode).toBe(1);
  expect(stdout).toContain("is not among this account's phone numbers (48028)");
  expect(project.serverless.deployments).toEqual([]);
});

test.each([
  [['--environment', 'St age!'], '--environment must be 1 to 16 letters, digits and single dashes'],
  [['--environment', ''], '--environment must be'],
  [['--production', '--environment', 'stage'], '--production has no suffix'],
])('%j is wrong, and nobody is asked', async (flags, message) => {
  const { exitCode, stderr } = await runScript('deploy', flags, project.surroundings());
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(project.twilio.requests).toEqual([]);
});

test('npm run deploy --dry-run, which npm takes for itself, deploys nothing', async () => {
  const { exitCode, stderr } = await run(
    'npm',
    ['run', 'deploy', '--dry-run'],
    project.surroundings(),
  );
  expect(exitCode).toBe(2);
  expect(stderr).toContain('npm took --dry-run for itself: write npm run deploy -- --dry-run …');
  expect(project.twilio.requests).toEqual([]);
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
  expect(project.serverless.deployments).toMatchObject([
    {
      environment: { domainSuffix: 'stage' },
      variables: { TWILIO_SMS_NUMBER: NUMBER, TWILIO_CONVERSATIONS_SERVICE_SID: SERVICE_SID },
    },
  ]);
});

describe('before it deploys, it says what it will do', () => {
  const DRY = ['--dry-run'];
  const changes = () =>
    project.twilio.requests.filter(
      ({ host, method }) => host.startsWith('serverless') && method !== 'GET',
    );

  test('what is sent, and what becomes of what is there', async () => {
    const sid = project.serverless.createService(NAME, {
      variables: {
        TWILIO_SMS_NUMBER: '+14155550000',
        TWILIO_CHAT_NUMBER: 'front-desk',
        TWILIO_WHATSAPP_NUMBER: '+14155550001',
        OLD_PASSWORD: 'old-secret',
      },
    });
    await project.write('.env', `${ENV}TWILIO_CHAT_NUMBER=front-desk\nDB_PASSWORD=new-secret\n`);
    await project.write('assets/logo.png', '');
    const flags = [...DRY, '--public', './logo.png'];
    const { exitCode, stdout, stderr } = await project.deploy(flags);
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
    expect(project.serverless.deployments).toEqual([]);
  });

  test('that the Function cannot ask Conversations, where it gets no credentials', async () => {
    project.serverless.createService(NAME, { givesCredentials: false });
    await project.write('.env', `${ENV}TWILIO_CONVERSATIONS_SERVICE_SID=${SERVICE_SID}\n`);
    const { stdout } = await project.deploy(DRY);
    expect(stdout).toMatch(/variable {2}TWILIO_CONVERSATIONS_SERVICE_SID +new\n/);
    expect(stdout).toContain(
      "⚠ TWILIO_CONVERSATIONS_SERVICE_SID has no effect: the Service does not give its Functions the account's credentials.",
    );
    // A new Service gives them.
    const toNew = await project.deploy([...DRY, '--service-name', 'ours']);
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
    const { stdout } = await project.deploy(
      [...DRY, ...flags, '--service-name', 'ours'],
      CREDENTIALS,
    );
    const rows = stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(rows).toContainEqual(['account', CREDENTIALS.ACCOUNT_SID, 'from .env']);
    expect(rows).toContainEqual(['Service', 'ours', 'from --service-name: new']);
    expect(rows).toContainEqual(['domain', domain, suffix]);
    expect(changes()).toEqual([]);
  });

  test('where the account comes from, if not from the file', async () => {
    await project.write('.env', ENV.replace(/.*\n.*\n/, ''));
    const { stdout } = await project.deploy(DRY, CREDENTIALS);
    expect(stdout).toMatch(/account +AC0+ +from the environment\n/);
  });

  test.each([
    [['+14155551234', '+14155551235'], '', true],
    [['+14155551234', '+14155551235'], `TWILIO_CONVERSATIONS_SERVICE_SID=${SERVICE_SID}`, false],
    [['+14155551234'], '', false],
  ])(
    'that a pool without the Conversations service is a risk: %j, %s',
    async (pool, line, warns) => {
      project.serverless.createService(NAME, { variables: {} });
      await project.write('.env', `${ENV.replace(NUMBER, pool.join())}${line}\n`);
      project.numbers = pool;
      const { exitCode, stdout } = await project.deploy(DRY);
      expect({ exitCode, warns: stdout.includes('⚠ There is a pool, but no') }).toEqual({
        exitCode: 0,
        warns,
      });
    },
  );

  test('no such risk where the variable is on Twilio still', async () => {
    const variables = { TWILIO_CONVERSATIONS_SERVICE_SID: SERVICE_SID };
    project.serverless.createService(NAME, { variables });
    await project.write('.env', ENV.replace(NUMBER, '+14155551234,+14155551235'));
    project.numbers = ['+14155551234', '+14155551235'];
    expect((await project.deploy(DRY)).stdout).not.toContain('There is a pool, but no');
  });
});

test('credentials as the SDK calls them are never deployed', async () => {
  await project.write(
    '.env',
    ENV.replace('ACCOUNT_SID', 'TWILIO_ACCOUNT_SID').replace('AUTH_TOKEN', 'TWILIO_AUTH_TOKEN'),
  );
  const { exitCode, stdout } = await project.deploy();
  expect(exitCode).toBe(0);
  expect(project.serverless.deployments[0]?.variables).toEqual({ TWILIO_SMS_NUMBER: NUMBER });
  expect(stdout).toContain(
    '⚠ TWILIO_AUTH_TOKEN, line 2: would be deployed by twilio serverless:deploy',
  );
  const sent = project.twilio.requests.map(({ body }) => `${body}`).join();
  expect(sent).not.toContain(CREDENTIALS.AUTH_TOKEN);
});

test('credentials may come from the environment, variables from another file', async () => {
  await project.write('stage 1.env', 'TWILIO_CHAT_NUMBER=front-desk\n');
  const flags = ['--env', 'stage 1.env', '--environment', 'stage'];
  const { exitCode, stdout } = await project.deploy(flags, CREDENTIALS);
  expect(exitCode).toBe(0);
  expect(project.serverless.deployments).toMatchObject([
    { variables: { TWILIO_CHAT_NUMBER: 'front-desk' }, environment: { domainSuffix: 'stage' } },
  ]);
  // Nothing that was there or was written holds the token.
  const { stdout: holders } = await run(
    'grep',
    ['-rlF', CREDENTIALS.AUTH_TOKEN, '.'],
    project.surroundings(),
  );
  expect(holders).toBe('./.env\n');
  expect(Object.keys(project.serverless.deployments[0]?.variables ?? {})).toEqual([
    'TWILIO_CHAT_NUMBER',
  ]);
  expect(stdout).toContain("-stage.twil.io/callbacks/outgoing-conversation --env 'stage 1.env'");
});

test("credentials that are not the account's are refused", async () => {
  await project.write('.env', ENV.replace(CREDENTIALS.AUTH_TOKEN, 'f'.repeat(32)));
  const { exitCode, stdout } = await project.deploy();
  expect(stdout).toContain(
    'Twilio refused the credentials (401): check ACCOUNT_SID and AUTH_TOKEN.',
  );
  expect(exitCode).toBe(1);
});

test('without credentials nothing starts', async () => {
  await project.write('.env', ENV.replace(/=.*/, '='));
  const { exitCode, stdout, stderr } = await project.deploy();
  expect(exitCode).toBe(1);
  expect(stderr).toContain('Nothing was deployed. Set ACCOUNT_SID and AUTH_TOKEN');
  expect(stdout).not.toContain('verdict');
});

const SET = '"functionsFolder": "dist/functions"';

test('.twilioserverlessrc with a setting that only the Twilio CLI would follow is refused', async () => {
  await project.write('.twilioserverlessrc', `{ ${SET}, "assetsFolder": "static" }`);
  for (const command of ['check', 'deploy'] as const) {
    const { exitCode, stdout } = await runScript(command, [], project.surroundings());
    expect(stdout).toContain('✘ .twilioserverlessrc: must set assetsFolder to "assets"');
    expect(exitCode).toBe(1);
  }
  expect(project.twilio.requests.filter(({ host }) => host.startsWith('serverless'))).toEqual([]);
});

test('.twilioserverlessrc chooses the Service and the runtime; a flag comes first', async () => {
  const settings = `{ ${SET}, "serviceName": "theirs", "runtime": "node24", "commands": { "start": {} }, }`;
  await project.write('.twilioserverlessrc', settings);
  expect((await project.deploy()).stdout).toMatch(
    /Service +theirs +from \.twilioserverlessrc: new\n/,
  );
  expect((await project.deploy(['--service-name', 'ours'])).exitCode).toBe(0);
  expect(project.serverless.deployments).toMatchObject([
    { service: { uniqueName: 'theirs' }, build: { runtime: 'node24' } },
    { service: { uniqueName: 'ours' } },
  ]);
});

test('only the Function and the mapping go up, and what is named', async () => {
  await project.write('assets/customers.csv', 'name,number');
  await project.write('assets/logo.png', 'PNG');
  const { exitCode, stdout } = await project.deploy(['--public', './logo.png']);
  expect(stdout).toContain(
    '⚠ assets/customers.csv: would be public on the internet, as /customers.csv, by twilio serverless:deploy',
  );
  expect(exitCode).toBe(0);
  expect(project.serverless.deployments[0]?.assets).toEqual([
    expect.objectContaining({ path: '/proxy-addresses.json' }),
    { path: '/logo.png', visibility: 'public', content: 'PNG', contentType: 'image/png' },
  ]);
});

test('without an asset, the variables alone are the mapping', async () => {
  await rm(path.join(project.path, 'assets'), { recursive: true });
  expect((await project.deploy()).exitCode).toBe(0);
  expect(project.serverless.deployments).toMatchObject([{ assets: [], functions: [{}] }]);
});

describe('what Twilio would refuse is not sent', () => {
  test.each([
    ['X', 'a variable', 'has 451 bytes; Twilio takes 450'],
    ['TWILIO_CHAT_NUMBER', 'one that the Function reads', 'has 451 bytes; Twilio takes 450'],
  ])('%s, %s', async (name, _, says) => {
    await project.write('.env', `${ENV}${name}=${'ü'.repeat(225)}x\n`);
    const { exitCode, stdout } = await project.deploy();
    expect(stdout).toContain(`✘ ${name}, line 5: ${says}`);
    expect(exitCode).toBe(1);
    expect(project.twilio.requests.filter(({ host }) => host.startsWith('serverless'))).toEqual([]);
  });

  test('nor with what is on Twilio still', async () => {
    const variables = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [`OLD_${index}`, 'x'.repeat(400)]),
    );
    project.serverless.createService(NAME, { variables });
    const { exitCode, stderr } = await project.deploy();
    expect(stderr).toMatch(
      /^✘ Nothing was deployed\. The variables that are on Twilio then have 2\d{3} bytes together/,
    );
    expect(exitCode).toBe(1);
    expect(project.serverless.deployments).toEqual([]);
  });

  test.each([
    [10 * 1024 * 1024, 0],
    [10 * 1024 * 1024 + 1, 1],
  ])('an asset of %i bytes: exit code %i', async (bytes, exitCode) => {
    await project.write('assets/proxy-addresses.private.json', ASSET.padEnd(bytes));
    const outcome = await project.deploy();
    expect(outcome.exitCode).toBe(exitCode);
    expect(outcome.stdout.includes('Twilio takes 10485760 (10 MB)')).toBe(exitCode === 1);
    expect(project.serverless.deployments).toHaveLength(1 - exitCode);
  });

  test.each([
    ['--environment', 'a'.repeat(17)],
    ['--service-name', 'a'.repeat(51)],
    ['--public', '../package.json'],
    ['--public', 'missing.png'],
  ])('%s %j: exit code 2', async (flag, value) => {
    const { exitCode } = await project.deploy([flag, value]);
    expect(exitCode).toBe(2);
    expect(project.twilio.requests).toEqual([]);
  });

  test('the longest names are taken', async () => {
    const flags = ['--environment', 'a'.repeat(16), '--service-name', 'a'.repeat(50)];
    expect((await project.deploy(flags)).exitCode).toBe(0);
    expect(project.serverless.deployments).toHaveLength(1);
  });
});

test.each([
  [['--wrong'], "Unknown option '--wrong'"],
  [['--env', 'missing.env'], 'Failed to find .env file'],
])('%j is a wrong flag: exit code 2', async (flags, message) => {
  const { exitCode, stderr } = await project.deploy(flags);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain('npm run deploy -- [flags]');
  expect(project.serverless.deployments).toEqual([]);
});
