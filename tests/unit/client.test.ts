import { expect, test } from '@jest/globals';
import { asFailure, twilioClient } from '../../scripts/twilio/client';
import { recordOf } from '../../src/record';
import { CREDENTIALS, twilioError } from '../support/stand-in';
import { useTwilio } from '../support/twilio';

const twilio = useTwilio();

const TOO_OFTEN = twilioError(429, 20429, 'Too many');

test('a request that is refused for now is sent again, as often as wanted', async () => {
  for (const tries of [1, 3]) {
    twilio.requests.length = 0;
    twilio.answer = () => ({ ...TOO_OFTEN, headers: { 'Retry-After': '0.001' } });
    const client = await twilioClient(CREDENTIALS, 5_000, tries);
    await expect(client.serverless.v1.services.list()).rejects.toMatchObject({ status: 429 });
    expect(twilio.requests).toHaveLength(tries);
  }
});

test('without credentials, nobody is asked, and the failure names what is missing', async () => {
  const none = twilioClient({ ACCOUNT_SID: '', AUTH_TOKEN: '' }, 5_000);
  await expect(none).rejects.toThrow('Set ACCOUNT_SID and AUTH_TOKEN in .env');
  expect(twilio.requests).toEqual([]);
});

test('an answer without a body is a success where Twilio has deleted', async () => {
  twilio.answer = ({ method }) =>
    method === 'DELETE' ? { status: 204, body: '', text: '' } : undefined;
  const { serverless } = await twilioClient(CREDENTIALS, 5_000);
  expect(await serverless.v1.services(`ZS${'0'.repeat(32)}`).remove()).toBe(true);
});

test('a list and a form arrive as the SDK means them', async () => {
  twilio.answer = () => ({ status: 201, body: {} });
  const { serverless } = await twilioClient(CREDENTIALS, 5_000);
  await serverless.v1.services('ZS1').builds.create({
    functionVersions: ['ZN1', 'ZN2'],
    dependencies: '[{"name":"ü & +"}]',
  });
  const [request] = twilio.requests;
  expect(request?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
  expect([...new URLSearchParams(`${request?.body}`)]).toEqual([
    ['FunctionVersions', 'ZN1'],
    ['FunctionVersions', 'ZN2'],
    ['Dependencies', '[{"name":"ü & +"}]'],
  ]);
});

test('an API key signs in instead of the account', async () => {
  const key = { TWILIO_API_KEY: 'SK1', TWILIO_API_SECRET: 'secret' };
  const { serverless, accountSid } = await twilioClient({ ...CREDENTIALS, ...key }, 5_000);
  await serverless.v1.services.list().catch(() => {});
  expect(accountSid).toBe(CREDENTIALS.ACCOUNT_SID);
  expect(twilio.requests.map(({ headers }) => headers.authorization)).toEqual([
    `Basic ${btoa('SK1:secret')}`,
  ]);
});

test.each([
  ['ie1', '', 'api.ie1.twilio.com', 'Unset TWILIO_REGION'],
  ['br1', '', 'api.br1.twilio.com', 'Unset TWILIO_REGION'],
])('a region without an edge is refused: %s', async (region, edge, host, cure) => {
  Object.assign(process.env, { TWILIO_REGION: region, TWILIO_EDGE: edge });
  try {
    const failed = await twilioClient(CREDENTIALS, 5_000).catch(asFailure);
    expect(recordOf(failed).message).toContain(host);
    expect(recordOf(failed).message).toContain(cure);
  } finally {
    delete process.env.TWILIO_REGION;
    delete process.env.TWILIO_EDGE;
  }
});

test.each([
  [{ TWILIO_REGION: 'us1' }, 'api.us1.twilio.com'],
  [{ TWILIO_REGION: 'ie1', TWILIO_EDGE: 'dublin' }, 'api.dublin.ie1.twilio.com'],
])('hosts that Twilio has: %j', async (environment, host) => {
  Object.assign(process.env, environment);
  try {
    const client = await twilioClient(CREDENTIALS, 5_000);
    expect(client.getHostname('api.twilio.com', client.edge, client.region)).toBe(host);
  } finally {
    delete process.env.TWILIO_REGION;
    delete process.env.TWILIO_EDGE;
  }
});
