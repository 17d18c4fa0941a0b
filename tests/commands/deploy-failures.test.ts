import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Answer, twilioError } from '../../scripts/stand-in/twilio';
import { CALLBACK_PATH } from '../../scripts/twilio/project';
import { type Deployable, deployable, NAME, NUMBER } from '../support/deployable';

let project: Deployable;

beforeAll(async () => {
  project = await deployable();
});
beforeEach(() => project.reset());
afterAll(() => project.remove());

describe('a deployment that fails says what it changed, and what to do', () => {
  const NOTHING_CHANGED = 'What answers Frontline is as before.';
  const REFUSED = { status: 401, body: { status: 401, code: 20003, message: 'Authenticate' } };
  const BROKEN = { status: 500, body: { status: 500, code: 20500, message: 'It broke.' } };
  const EMPTY = { status: 201, body: {} };
  const TOO_OFTEN = { status: 429, body: { status: 429, code: 20429, message: 'Too many' } };

  /** Has Twilio answer one kind of request in a way of its own. */
  function failing(method: string, path: RegExp, answer: Answer): void {
    project.instead = (request) =>
      request.host.startsWith('serverless') && request.method === method && path.test(request.path)
        ? answer
        : undefined;
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
    failing(method, path, answer);
    const { exitCode, stdout, stderr } = await project.deploy(['--timeout', timeout]);
    expect(stderr.replace(/ZB\w+/g, 'ZB…')).toBe(`✘ ${says}\n`);
    expect(stdout).not.toContain('npm run callback');
    expect(project.serverless.deployments).toEqual([]);
    expect(exitCode).toBe(1);
  });

  const ENVIRONMENTS = /Environments(\?|$)/;
  const LISTS = [/Services(\?|$)/, /Functions(\?|$)/, /Variables(\?|$)/];
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
    project.serverless.createService(NAME, { variables: {} });
    failing('GET', path, answer);
    const { exitCode, stdout, stderr } = await project.deploy();
    expect(stderr).toContain(`✘ Nothing was deployed. ${says}`);
    expect(stdout).not.toContain('Deploying');
    expect(project.twilio.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
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
    failing('POST', path, answer);
    const { exitCode, stdout, stderr } = await project.deploy();
    expect(stderr.replace(/ZB\w+/g, 'ZB…')).toContain(`✘ ${says}\nStopped while `);
    expect(stdout).not.toContain('https://undefined');
    expect(exitCode).toBe(1);
  });

  test.each([
    [400, 'Twilio answered 400: Bad path'],
    [401, 'Twilio refused the credentials (401)'],
    [413, 'Twilio answered 413: '],
  ])('an upload is answered by %i', async (status, says) => {
    failing('POST', /Versions$/, twilioError(status, 20001, 'Bad path'));
    const { exitCode, stderr } = await project.deploy();
    expect(stderr).toContain(`✘ ${says}`);
    expect(stderr).toContain(`Stopped while uploading the files. ${NOTHING_CHANGED}`);
    expect(exitCode).toBe(1);
  });

  test('a runtime handler that Twilio does not build with', async () => {
    const manifest = await readFile(path.join(project.path, 'package.json'), 'utf8');
    await project.write('package.json', manifest.replace('"2.0.1"', '"2.1.0"'));
    try {
      const { exitCode, stderr } = await project.deploy();
      expect(stderr).toBe(
        `✘ Twilio does not build with @twilio/runtime-handler 2.1.0, which package.json names (20001). Write a version of Twilio's list into package.json, such as 2.0.1, and run npm install: https://www.twilio.com/docs/serverless/functions-assets/handler.\nStopped while waiting for the build. ${NOTHING_CHANGED}\n`,
      );
      expect(exitCode).toBe(1);
    } finally {
      await project.write('package.json', manifest);
    }
  });
});

describe('a Service of that name', () => {
  test('is ours if it holds our Function alone, whoever made it', async () => {
    const sid = project.serverless.createService(NAME, {
      variables: { TWILIO_SMS_NUMBER: '+14155550000', TWILIO_LINE_NUMBER: 'desk' },
      assets: ['/proxy-addresses.json'],
    });
    const { exitCode, stdout } = await project.deploy();
    expect(exitCode).toBe(0);
    expect(stdout).toContain(sid);
    expect(project.serverless.deployments).toHaveLength(1);
    expect((await project.deploy()).exitCode).toBe(0);
    const variables = { TWILIO_SMS_NUMBER: NUMBER, TWILIO_LINE_NUMBER: 'desk' };
    expect(project.serverless.deployments).toMatchObject([{ variables }, { variables }]);
    const written = project.twilio.requests.filter(({ path }) => /Variables\/ZV\w+$/.test(path));
    expect(written).toHaveLength(1);
    // What is there is used again.
    const created = project.twilio.requests.filter(
      ({ method, path }) =>
        method === 'POST' && /(Functions|Assets|Services|Environments)$/.test(path),
    );
    expect(created).toEqual([]);
  });

  test('is ours if a deployment that failed left it empty', async () => {
    const broken = twilioError(500, 20500, 'It broke.');
    project.instead = ({ method, path }) =>
      method === 'POST' && path.endsWith('/Environments') ? broken : undefined;
    expect((await project.deploy()).exitCode).toBe(1);
    project.instead = () => undefined;
    expect((await project.deploy(['--dry-run'])).exitCode).toBe(0);
    expect((await project.deploy()).exitCode).toBe(0);
    expect(project.serverless.deployments).toHaveLength(1);
  });

  test.each([
    [{ functions: [CALLBACK_PATH, '/crm'] }, 'has other Functions, such as /crm'],
    [{ functions: ['/crm'] }, 'has other Functions, such as /crm'],
    [{ functions: [], assets: ['/index.html'] }, 'has assets alone'],
  ])("is another project's if it holds %j", async (holdings, what) => {
    project.serverless.createService(NAME, holdings);
    const { exitCode, stderr } = await project.deploy();
    expect(stderr).toBe(
      `✘ Nothing was deployed. There is a Service named ${NAME} already, which is another project's: it ${what}. Deploy to a Service of another name: --service-name NAME.\n`,
    );
    expect(exitCode).toBe(1);
    expect((await project.deploy(['--service-name', 'ours'])).exitCode).toBe(0);
    expect(project.serverless.deployments).toMatchObject([{ service: { uniqueName: 'ours' } }]);
  });
});
