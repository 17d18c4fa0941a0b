import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dependencies } from '../../package.json';
import { deploy } from '../../scripts/deploy/deployment';
import type { DeployedFile } from '../../scripts/deploy/files';
import { DOING, type Step, whatHasChanged } from '../../scripts/deploy/progress';
import { findTarget } from '../../scripts/deploy/target';
import { shown } from '../../scripts/terminal/personal';
import { asFailure, twilioClient } from '../../scripts/twilio/client';
import { CALLBACK_PATH } from '../../scripts/twilio/project';
import { NAME, type ServerlessAccount, serverlessAccount } from '../support/serverless-account';
import { type Answer, CREDENTIALS, twilioError } from '../support/stand-in';
import { leadHere } from '../support/this-process';
import { useGivenTime } from '../support/time';

// However slow the machine is, only what a test calls late is late.
const time = useGivenTime();

let account: ServerlessAccount;
beforeAll(async () => {
  account = await serverlessAccount();
  leadHere(account.twilio);
});
beforeEach(() => account.empty());
afterAll(() => account.twilio.close());

/** Where to, by a name and a suffix. */
function to(suffix = 'dev', name = NAME) {
  const of = (value: string) => ({ value, from: 'a test' });
  return { account: of(CREDENTIALS.ACCOUNT_SID), service: of(name), suffix: of(suffix), call: '' };
}

const FILES: DeployedFile[] = [
  file({ kind: 'Function', path: CALLBACK_PATH, access: 'protected' }),
  file({ kind: 'asset', path: '/proxy-addresses.json', access: 'private' }),
];

function file(its: Pick<DeployedFile, 'kind' | 'path' | 'access'>): DeployedFile {
  return { ...its, type: 'text/plain', content: Buffer.from(`${its.kind} ü`) };
}

/** What `npm run deploy` does once it knows what and where to; tells each step, and how it ended. */
async function attempt(
  given: { suffix?: string; variables?: Record<string, string>; unset?: string[] } = {},
) {
  const { suffix = 'dev', variables = { A: 'x' }, unset = [] } = given;
  const steps: Step[] = [];
  const client = await twilioClient(CREDENTIALS, 5000);
  try {
    const target = await findTarget(client, to(suffix));
    const deployment = {
      to: to(suffix),
      target,
      files: FILES,
      variables,
      unset,
      runtime: 'node24',
    };
    const deployed = await deploy(client, deployment, (step) => steps.push(step));
    return { deployed, steps };
  } catch (error) {
    const said: string = shown(asFailure(error).text, true);
    return { fails: said.replace(/ZB\w+/, 'ZB…'), steps };
  }
}

async function target(suffix?: string) {
  return findTarget(await twilioClient(CREDENTIALS, 5000), to(suffix));
}

test('makes what is missing, tells each step, and what Twilio says is deployed', async () => {
  const { deployed, steps } = await attempt();
  const activation = account.changes().at(-1);
  expect(deployed).toEqual({
    buildSid: new URLSearchParams(`${activation?.body}`).get('BuildSid'),
    domain: `${NAME}-1234-dev.twil.io`,
  });
  expect(steps).toEqual(Object.keys(DOING).filter((step) => step !== 'deletion'));
  expect(account.serverless.deployments).toEqual([
    {
      service: { uniqueName: NAME, friendlyName: NAME },
      environment: expect.objectContaining({ uniqueName: 'dev-environment', domainSuffix: 'dev' }),
      variables: { A: 'x' },
      functions: [
        {
          path: CALLBACK_PATH,
          visibility: 'protected',
          content: 'Function ü',
          contentType: 'text/plain',
        },
      ],
      assets: [
        {
          path: '/proxy-addresses.json',
          visibility: 'private',
          content: 'asset ü',
          contentType: 'text/plain',
        },
      ],
      build: {
        runtime: 'node24',
        dependencies: Object.entries(dependencies).map(([name, version]) => ({ name, version })),
      },
    },
  ]);
  // The Function asks Conversations with them.
  expect(`${account.changes()[0]?.body}`).toContain('IncludeCredentials=true');
});

test('uses what is there, and changes no variable that is the same', async () => {
  const sid = account.serverless.createService(NAME, {
    variables: { A: 'before', B: 'same', C: 'there' },
    assets: ['/proxy-addresses.json'],
  });
  expect(await target()).toMatchObject({ service: { sid } });
  await attempt({ variables: { A: 'x', B: 'same' } });
  await attempt({ variables: { A: 'x', B: 'same' } });
  const variables = { A: 'x', B: 'same', C: 'there' };
  expect(account.serverless.deployments).toMatchObject([{ variables }, { variables }]);
  const changed = account.changes().map(({ path }) => path.replace(/Z\w{33}/g, 'Z'));
  expect(changed.filter((path) => /Variables/.test(path))).toEqual([
    '/v1/Services/Z/Environments/Z/Variables/Z',
  ]);
  expect(changed.filter((path) => /(Functions|Assets|Services|Environments)$/.test(path))).toEqual(
    [],
  );
});

test('deletes variables once the build is active, and none that is not there', async () => {
  account.serverless.createService(NAME, { variables: { OLD: 'x', KEPT: 'y' } });
  const { steps } = await attempt({ unset: ['OLD', 'MISSING'] });
  expect(steps.slice(-2)).toEqual(['activation', 'deletion']);
  expect(account.serverless.deployments).toMatchObject([
    { variables: { A: 'x', OLD: 'x', KEPT: 'y' } },
  ]);
  expect(account.serverless.variables()).toEqual({ A: 'x', KEPT: 'y' });
});

test('finds production where a build is deployed to it', async () => {
  account.serverless.createService(NAME);
  expect(await target()).not.toHaveProperty('production');
  await attempt({ suffix: '' });
  expect(await target()).toMatchObject({ production: `${NAME}-1234.twil.io` });
});

test('finds what is live in the environment, and in no other', async () => {
  await attempt({ suffix: '' });
  expect(await target()).not.toHaveProperty('live');
  expect(await target('')).toMatchObject({ live: { code: 'Function ü' } });
});

test('finds what is live if Twilio names the versions of a build by their SIDs alone', async () => {
  await attempt();
  const build = account.changes().find(({ path }) => path.endsWith('/Builds'));
  const sid = new URLSearchParams(`${build?.body}`).get('FunctionVersions');
  account.failing('GET', /Builds\/ZB\w+$/, { status: 200, body: { function_versions: [sid] } });
  expect(await target()).toMatchObject({ live: { code: 'Function ü' } });
});

test('deploys all the same if Twilio does not tell what is live', async () => {
  await attempt();
  account.failing('GET', /Content$/, BROKEN);
  expect((await target()).live).toBeUndefined();
  expect((await attempt()).deployed).toBeDefined();
});

test('finds each domain by its suffix, and that without one by the null of its suffix', async () => {
  for (const suffix of ['', 'production']) await attempt({ suffix });
  const domainOf = async (suffix: string) => (await target(suffix)).environment?.domainName;
  expect(await domainOf('')).toBe(`${NAME}-1234.twil.io`);
  expect(await domainOf('production')).toBe(`${NAME}-1234-production.twil.io`);
  expect(await domainOf('dev')).toBeUndefined();
  expect(account.serverless.deployments).toMatchObject([
    { environment: { uniqueName: 'production', domainSuffix: '' } },
    { environment: { uniqueName: 'production-environment' } },
  ]);
});

test('finds what stands on the second page of a list', async () => {
  const names = Array.from({ length: 51 }, (_, index) => `V${index}`);
  account.serverless.createService(NAME, {
    variables: Object.fromEntries(names.map((name) => [name, 'x'])),
  });
  expect([...(await target()).variables.keys()]).toEqual(names);
});

const EMPTY = { status: 201, body: {} };
const NO_BODY = { status: 200, body: '', text: '' };
const BROKEN = twilioError(500, 20500, 'It broke.');
const HTML = { headers: { 'Content-Type': 'text/html' }, text: '<h1>Log in</h1>', body: '' };

describe('before anything is changed', () => {
  const UNREADABLE: [string, Answer, string][] = [
    ['400', twilioError(400, 20001, 'Bad thing'), 'Bad thing'],
    ['401', twilioError(401, 20003, 'Authenticate'), 'refused the credentials (401)'],
    ['500', BROKEN, 'Twilio failed (500)'],
    ['an HTML 502', { status: 502, ...HTML }, 'Twilio failed (502)'],
    ['an HTML 200', { status: 200, ...HTML }, 'serverless.twilio.com is not a JSON object (200)'],
    ['an empty 200', NO_BODY, 'serverless.twilio.com is not a JSON object (200)'],
    [
      'a redirect',
      { status: 307, body: {}, headers: { Location: 'https://elsewhere.twilio.com/' } },
      'serverless.twilio.com is not a JSON object (307)',
    ],
    [
      'a broken gzip',
      { status: 200, headers: { 'Content-Encoding': 'gzip' }, ...{ text: '{}', body: '' } },
      'was not understood',
    ],
    [
      'an error in the form of RFC 9457',
      {
        status: 400,
        body: { type: 'about:blank', title: 'Bad', status: 400, code: 1, detail: 'Too long' },
      },
      'answered 400: Too long',
    ],
    [
      'a list that is none',
      { status: 200, body: { meta: { key: 'them', next_page_url: null }, them: {} } },
      'was not understood',
    ],
  ];
  const LISTS = ['Services', 'Functions', 'Assets', 'Environments', 'Variables'];

  describe.each(LISTS)('where Twilio answers the list of %s by', (list) => {
    test.each(UNREADABLE)('%s, it ends', async (_, answer, says) => {
      account.serverless.createService(NAME, { variables: {} });
      account.failing('GET', new RegExp(`${list}(\\?|$)`), answer);
      expect(await attempt()).toEqual({ fails: expect.stringContaining(says), steps: [] });
      expect(account.changes()).toEqual([]);
    });
  });

  test('where nothing answers, it ends', async () => {
    account.failing('GET', /Services/, { ...NO_BODY, resets: true });
    expect(await attempt()).toEqual({
      fails: expect.stringContaining('connection to Twilio broke'),
      steps: [],
    });
  });
});

describe('a step that fails', () => {
  const LATE = { status: 200, body: {}, delayMs: 600_000 };
  const SID_ALONE = { status: 201, body: { sid: `ZE${'0'.repeat(32)}` } };
  const ESCAPES = { status: 201, body: { ...SID_ALONE.body, domain_name: 'a\u001b[31m.twil.io' } };
  const OTHER_BUILD = { status: 201, body: { build_sid: `ZB${'f'.repeat(32)}` } };
  const TOO_OFTEN = twilioError(429, 20429, 'Too many');
  const NO_HANDLER = twilioError(
    400,
    20001,
    'Some dependencies could not be validated. No matching version found for @twilio/runtime-handler@2.1.0.',
  );

  test.each<[Step, says: string, method: string, path: RegExp, Answer]>([
    ['service', 'Twilio failed (500)', 'POST', /Services$/, BROKEN],
    ['service', 'asked too often (429)', 'POST', /Services$/, TOO_OFTEN],
    ['service', 'lacks the SID of the new Service', 'POST', /Services$/, EMPTY],
    ['environment', 'Twilio failed (500)', 'POST', /Environments$/, BROKEN],
    ['environment', 'lacks the SID of the environment', 'POST', /Environments$/, EMPTY],
    ['environment', 'is not a JSON object (200)', 'POST', /Environments$/, NO_BODY],
    ['environment', 'lacks the domain', 'POST', /Environments$/, SID_ALONE],
    ['environment', 'lacks the domain', 'POST', /Environments$/, ESCAPES],
    ['files', `lacks the SID of ${CALLBACK_PATH}`, 'POST', /Functions$/, EMPTY],
    ['files', 'Twilio failed (500)', 'POST', /Versions$/, BROKEN],
    ['files', 'asked too often (429)', 'POST', /Versions$/, TOO_OFTEN],
    ['files', 'answered 400: Bad path', 'POST', /Versions$/, twilioError(400, 20001, 'Bad path')],
    ['files', 'refused the credentials (401)', 'POST', /Versions$/, twilioError(401, 20003, '')],
    ['files', 'answered 413: ', 'POST', /Versions$/, { status: 413, ...HTML }],
    ['files', 'lacks the SID of the new version', 'POST', /Versions$/, EMPTY],
    ['files', 'is not a JSON object (200)', 'POST', /Versions$/, NO_BODY],
    ['files', 'has not answered in time', 'POST', /Versions$/, LATE],
    ['build', 'lacks the SID of the build', 'POST', /Builds$/, EMPTY],
    ['build', 'runtime-handler 2.1.0, which package.json names', 'POST', /Builds$/, NO_HANDLER],
    ['build', 'Twilio failed (500)', 'GET', /Status$/, BROKEN],
    ['build', 'could not build ZB…', 'GET', /Status$/, { status: 200, body: { status: 'failed' } }],
    ['build', 'lacks how far the build is', 'GET', /Status$/, { status: 200, body: {} }],
    ['build', 'has not answered in time', 'GET', /Status$/, LATE],
    ['variables', 'Twilio failed (500)', 'POST', /Variables$/, BROKEN],
    ['activation', 'Twilio failed (500)', 'POST', /Deployments$/, BROKEN],
    [
      'activation',
      'does not say that the build ZB… is active',
      'POST',
      /Deployments$/,
      OTHER_BUILD,
    ],
  ])('%s: %s', async (step, says, method, path, answer) => {
    account.failing(method, path, answer);
    const { instead } = account;
    account.instead = (request) => {
      const given = instead(request);
      if (given === LATE) time.end();
      return given;
    };
    const { fails, steps } = await attempt();
    expect(fails).toContain(says);
    expect(steps.at(-1)).toBe(step);
    expect(account.serverless.deployments).toEqual([]);
  });

  test.each<[Step, string]>([
    ['service', 'Nothing has changed for Frontline.'],
    ['build', 'Nothing has changed for Frontline.'],
    ['variables', 'Variables may have changed already'],
    ['activation', 'The new variables act already'],
    ['deletion', 'variables to delete may act still'],
  ])('%s: %s', (step, says) => {
    expect(whatHasChanged(step)).toContain(says);
  });
});

test('waits as long as a build takes', async () => {
  const statuses = ['building', 'completed'];
  account.instead = ({ path }) =>
    path.endsWith('/Status') && statuses.length > 0
      ? { status: 200, body: { status: statuses.shift() } }
      : undefined;
  expect((await attempt()).deployed).toBeDefined();
  expect(statuses).toEqual([]);
});

test('sends no file to where Twilio redirects it', async () => {
  const headers = { Location: 'https://elsewhere.twilio.com/v1/Versions' };
  account.failing('POST', /Versions$/, { status: 307, body: {}, headers });
  const { fails } = await attempt();
  expect(fails).toContain('serverless-upload.twilio.com is not a JSON object (307)');
  expect(account.twilio.requests.map(({ host }) => host)).not.toContain('elsewhere.twilio.com');
});

test('sends a file again if Twilio was asked too often', async () => {
  const answers = [twilioError(429, 20429, 'Too many'), undefined];
  account.instead = ({ path }) => (path.endsWith('/Versions') ? answers.shift() : undefined);
  expect((await attempt()).deployed).toBeDefined();
  expect(answers).toEqual([]);
  expect(account.serverless.deployments).toMatchObject([
    { functions: [{ content: 'Function ü' }], assets: [{ content: 'asset ü' }] },
  ]);
});

describe('a Service of that name', () => {
  test('is ours if a deployment that failed left it empty', async () => {
    account.failing('POST', /Environments$/, BROKEN);
    expect(await attempt()).toMatchObject({ fails: expect.anything() });
    account.instead = () => undefined;
    const { service, environment } = await target();
    expect({ service, environment }).toEqual({ service: expect.anything() });
    expect((await attempt()).deployed).toBeDefined();
  });

  test.each([
    [{ functions: [CALLBACK_PATH, '/crm'] }, 'it has other Functions, such as /crm'],
    [{ functions: ['/crm'] }, 'it has other Functions, such as /crm'],
    [{ functions: [], assets: ['/index.html'] }, 'it has only assets'],
  ])("is another project's if it holds %j", async (holdings, what) => {
    account.serverless.createService(NAME, holdings);
    await expect(target()).rejects.toThrow(what);
    const client = await twilioClient(CREDENTIALS, 5000);
    expect(await findTarget(client, to('dev', 'ours'))).not.toHaveProperty('service');
  });
});
