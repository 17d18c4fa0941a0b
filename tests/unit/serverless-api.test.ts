import { beforeEach, expect, test } from '@jest/globals';
import { recordOf } from '../../src/record';
import { type ServerlessApi, serverlessApi } from '../support/serverless-api';
import { type Answer, twilioError } from '../support/stand-in';

// The stand-in must say no where Twilio does: else every test that deploys proves nothing.

const SERVICES = '/v1/Services';

let api: ServerlessApi;
/** The paths of a Service, and of its environment. */
let service: string;
let environment: string;

beforeEach(async () => {
  api = serverlessApi();
  service = `${SERVICES}/${api.createService('there', { variables: {} })}`;
  const [first] = listOf(await send('GET', `${service}/Environments`));
  environment = `${service}/Environments/${first?.sid}`;
});

type Fields = [name: string, value: string | Blob][];

async function send(method: string, path: string, fields: Fields = []): Promise<Answer> {
  const host = path.endsWith('/Versions')
    ? 'serverless-upload.twilio.com'
    : 'serverless.twilio.com';
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  const { headers, body } = await encoded(form);
  const answer = await api.answer({ method, host, path, headers, body });
  return answer ?? twilioError(404, 20404, 'Not found');
}

async function encoded(form: FormData) {
  const response = new Response(form);
  return {
    headers: { 'content-type': response.headers.get('content-type') ?? '' },
    body: Buffer.from(await response.arrayBuffer()),
  };
}

function listOf({ body }: Answer): Record<string, unknown>[] {
  const { meta, ...lists } = recordOf(body);
  const [list] = Object.values(lists);
  return Array.isArray(list) ? list : [];
}

function refused(message: string) {
  return {
    status: 400,
    body: { status: 400, code: 20001, message, more_info: expect.any(String) },
  };
}

const TAKEN = { status: 201 };

interface Excess {
  what: string;
  path: () => string;
  fields: Fields;
  answers: object;
}

const name = (characters: number) => 'a'.repeat(characters);
const serviceOf = (UniqueName: string): Fields => [
  ['UniqueName', UniqueName],
  ['FriendlyName', 'ours'],
];
const suffix = (DomainSuffix: string): Fields => [
  ['UniqueName', 'stage-environment'],
  ['DomainSuffix', DomainSuffix],
];
const variable = (Key: string, Value: string): Fields => [
  ['Key', Key],
  ['Value', Value],
];

test.each<Excess>([
  { what: 'a name of 50', path: () => SERVICES, fields: serviceOf(name(50)), answers: TAKEN },
  {
    what: 'a name of 51',
    path: () => SERVICES,
    fields: serviceOf(name(51)),
    answers: refused('Invalid parameter UniqueName'),
  },
  {
    what: 'a name with a blank',
    path: () => SERVICES,
    fields: serviceOf('our service'),
    answers: refused('Invalid parameter UniqueName'),
  },
  {
    what: 'a name that is taken',
    path: () => SERVICES,
    fields: serviceOf('there'),
    answers: { status: 409 },
  },
  {
    what: 'no name',
    path: () => SERVICES,
    fields: [['FriendlyName', 'ours']],
    answers: refused('Missing required parameter UniqueName'),
  },
  {
    what: 'a suffix of 16',
    path: () => `${service}/Environments`,
    fields: suffix(name(16)),
    answers: TAKEN,
  },
  {
    what: 'a suffix of 17',
    path: () => `${service}/Environments`,
    fields: suffix(name(17)),
    answers: refused('Invalid parameter DomainSuffix'),
  },
  {
    what: 'a variable of 450 bytes',
    path: () => `${environment}/Variables`,
    fields: variable(name(128), 'ü'.repeat(225)),
    answers: TAKEN,
  },
  {
    what: 'a variable of 451 bytes',
    path: () => `${environment}/Variables`,
    fields: variable('A', `${'ü'.repeat(225)}a`),
    answers: refused('Invalid parameter Value'),
  },
  {
    what: 'a key of 129 characters',
    path: () => `${environment}/Variables`,
    fields: variable(name(129), 'x'),
    answers: refused('Invalid parameter Key'),
  },
])('$what: $answers', async ({ path, fields, answers }) => {
  expect(await send('POST', path(), fields)).toMatchObject(answers);
});

async function upload(bytes: number, visibility: string): Promise<Answer> {
  const { body } = await send('POST', `${service}/Assets`, [['FriendlyName', '/a']]);
  return send('POST', `${service}/Assets/${recordOf(body).sid}/Versions`, [
    ['Path', '/a'],
    ['Visibility', visibility],
    ['Content', new Blob([Buffer.alloc(bytes)])],
  ]);
}

test.each([
  [201, 10 * 1024 * 1024, 'private'],
  [413, 10 * 1024 * 1024 + 1, 'private'],
  [400, 1, 'secret'],
])('%i for an asset of %i bytes, %s', async (status, bytes, visibility) => {
  expect(await upload(bytes, visibility)).toMatchObject({ status });
});

const HANDLER = '@twilio/runtime-handler';
test.each([
  ['node22', '2.0.1', TAKEN],
  ['node24', '2.0.1', TAKEN],
  ['node20', '2.0.1', refused('unsupported runtime: node20')],
  [
    'node22',
    '2.1.0',
    refused(
      `Some dependencies could not be validated. No matching version found for ${HANDLER}@2.1.0. You can find the valid versions at https://www.twilio.com/docs/serverless/functions-assets/handler`,
    ),
  ],
])('a build for %s with handler %s', async (runtime, version, answers) => {
  const { body } = await upload(1, 'private');
  const dependencies = JSON.stringify([{ name: HANDLER, version }]);
  for (const text of [dependencies, `"${dependencies}"`]) {
    const fields: Fields = [
      ['AssetVersions', `${recordOf(body).sid}`],
      ['Runtime', runtime],
      ['Dependencies', text],
    ];
    expect(await send('POST', `${service}/Builds`, fields)).toMatchObject(answers);
  }
});

test('a build of nothing, or of a version that there is not, is none', async () => {
  expect(await send('POST', `${service}/Builds`)).toMatchObject(
    refused('At least one Function Version or Asset Version is required for Build'),
  );
  const sid = `ZN${'0'.repeat(32)}`;
  expect(await send('POST', `${service}/Builds`, [['FunctionVersions', sid]])).toMatchObject(
    refused(`Invalid SID ${sid}`),
  );
});

test('the 51st Service is refused', async () => {
  for (let count = 1; count < 50; count += 1) api.createService(`other-${count}`);
  expect(await send('POST', SERVICES, serviceOf('ours'))).toEqual(
    refused('Services are limited to less than or equal to 50'),
  );
});

test.each([
  ['GET', () => '/v1/Service'],
  ['GET', () => `${SERVICES}/ZS1`],
  ['GET', () => `${SERVICES}/ZS${'f'.repeat(32)}/Environments`],
  ['GET', () => `${environment}/Functions`],
  ['GET', () => `${service}/${environment}`],
  ['PUT', () => service],
])('%s another path: 404', async (method, path) => {
  expect(await send(method, path())).toMatchObject({ status: 404 });
});

test('a list has pages of 50, or of as many as are asked for', async () => {
  for (let count = 0; count < 50; count += 1) {
    await send('POST', `${service}/Assets`, [['FriendlyName', `/${count}.json`]]);
  }
  await send('POST', `${service}/Assets`, [['FriendlyName', '/last.json']]);
  const first = await send('GET', `${service}/Assets`);
  expect(listOf(first)).toHaveLength(50);
  const next = new URL(`${recordOf(recordOf(first.body).meta).next_page_url}`);
  const last = await send('GET', `${next.pathname}${next.search}`);
  expect(listOf(last)).toMatchObject([{ friendly_name: '/last.json' }]);
  expect(last).toMatchObject({ body: { meta: { next_page_url: null } } });
  expect(listOf(await send('GET', `${service}/Assets?PageSize=1000`))).toHaveLength(51);
  expect(await send('GET', `${service}/Assets?PageSize=1001`)).toMatchObject({ status: 400 });
});
