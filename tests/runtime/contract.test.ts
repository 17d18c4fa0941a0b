import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type LocalRuntime, startLocalRuntime } from '../../scripts/twilio/local-runtime';
import { stickyAddress } from '../../src/pool';
import { type AssetsFolder, assetsFolder } from '../support/assets-folder';
import { type Answer, ask, post, proxyAddress, refusal } from '../support/frontline';

const CUSTOMER = '+14155550199';
const CUSTOMER_ID = 'crm-id-of-the-customer';
const WORKER = 'worker@example.com';
const PERSONAL = { ChannelValue: CUSTOMER, CustomerId: CUSTOMER_ID, Worker: WORKER };

const MAPPING = {
  $schema: 'schema.json',
  sms: '+14155550100',
  whatsapp: '+14155550101',
  voice: '+14155550102',
  chat: 'front-desk',
  bad: 'two words',
  rcs: 'whatsapp:+14155550101',
  own: CUSTOMER,
};

describe('over HTTP, in the local runtime', () => {
  let assets: AssetsFolder;
  let runtime: LocalRuntime;
  const answers: Answer[] = [];

  beforeAll(async () => {
    assets = await assetsFolder(JSON.stringify(MAPPING));
    runtime = await startLocalRuntime({
      assetsFolder: assets.path,
      variables: {
        TWILIO_VIBER_NUMBER: 'viber-1',
        TWILIO_LINE_NUMBER: 'sms:+1',
        TWILIO_LETTER_NUMBER: 'desk-1 , ,desk-2, desk-3',
        TWILIO_MESSENGER_NUMBER: 'messenger:1,messenger 2',
        TWILIO_SMS_NUMBER: ' ',
      },
    });
  });

  afterAll(async () => {
    await runtime.stop();
    await assets.remove();
  });

  async function answer(parameters: Record<string, string | string[]>): Promise<Answer> {
    const given = await ask(runtime.callbackUrl, parameters);
    answers.push(given);
    return given;
  }

  test.each([
    ['sms', '+14155550100'],
    ['whatsapp', 'whatsapp:+14155550101'],
    ['voice', '+14155550102'],
    ['chat', 'front-desk'],
    ['viber', 'viber-1'],
  ])('gives out the address of %s', async (ChannelType, address) => {
    expect(await answer({ ChannelType, ...PERSONAL })).toEqual(proxyAddress(address));
  });

  test('takes several addresses of a variable for the pool that the asset would hold', async () => {
    const questions = Array.from({ length: 12 }, (_, index) => ({ Worker: `worker-${index}` }));
    const given = await Promise.all(
      questions.map((question) => answer({ ChannelType: 'letter', ...question })),
    );
    expect(given).toEqual(
      questions.map(({ Worker }) =>
        proxyAddress(stickyAddress(['desk-1', 'desk-2', 'desk-3'], `${Worker}\n`) ?? ''),
      ),
    );
    expect(new Set(given.map(({ body }) => JSON.stringify(body))).size).toBe(3);
  });

  test('needs Location and ChannelType alone', async () => {
    expect(await answer({ ChannelType: 'sms' })).toEqual(proxyAddress('+14155550100'));
  });

  test.each([[[]], ['GetCustomersList']])('refuses Location %j', async (Location) => {
    expect(await answer({ ChannelType: 'sms', ...PERSONAL, Location })).toEqual(
      refusal(422, 48000, 'Location must be GetProxyAddress.'),
    );
  });

  test.each([['Location'], ['ChannelType'], ['ChannelValue'], ['CustomerId'], ['Worker']])(
    'refuses a repeated %s',
    async (name) => {
      const once = { ChannelType: 'sms', ...PERSONAL };
      expect(await answer({ ...once, [name]: [WORKER, CUSTOMER] })).toEqual(
        refusal(400, 48000, `${name} must be given once, as a text.`),
      );
    },
  );

  test('refuses a missing ChannelType', async () => {
    expect(await answer(PERSONAL)).toEqual(
      refusal(403, 48026, expect.stringContaining('ChannelType is missing')),
    );
  });

  test('refuses a channel without an address, and says where one goes', async () => {
    expect(await answer({ ChannelType: 'notexistentchanneltype', ...PERSONAL })).toEqual(
      refusal(
        403,
        48026,
        'Channel notexistentchanneltype has no proxy address. Set TWILIO_NOTEXISTENTCHANNELTYPE_NUMBER, or "notexistentchanneltype" in proxy-addresses.private.json.',
      ),
    );
  });

  test('refuses to give a customer their own address', async () => {
    expect(await answer({ ChannelType: 'own', ...PERSONAL })).toEqual(
      refusal(403, 48027, expect.stringContaining('proxy-addresses.private.json: own')),
    );
  });

  test.each([
    ['bad', 48026, 'proxy-addresses.private.json: bad must be'],
    ['rcs', 48029, 'proxy-addresses.private.json: rcs is an address of another channel'],
    ['messenger', 48026, 'TWILIO_MESSENGER_NUMBER[#2] must be'],
    ['line', 48029, 'TWILIO_LINE_NUMBER is an address of another channel'],
  ])('refuses the malformed entry of %s, and names its place', async (ChannelType, code, place) => {
    expect(await answer({ ChannelType, ...PERSONAL })).toEqual(
      refusal(500, code, expect.stringContaining(place)),
    );
  });

  test.each([
    ['a body parameter named request', { request: 'x', ChannelType: 'sms' }],
    ['unknown parameters, also repeated', { foo: ['a', 'b'], ChannelType: 'sms' }],
    ['__proto__ as a parameter', { ['__proto__']: 'x', ChannelType: 'sms' }],
    ['hasOwnProperty as a parameter', { hasOwnProperty: 'x', ChannelType: 'sms' }],
  ])('answers all the same with %s', async (_name, parameters) => {
    expect(await answer(parameters)).toEqual(proxyAddress('+14155550100'));
  });

  test.each([
    ['__proto__'],
    ['constructor'],
    ['toString'],
    ['$schema'],
    [''],
    [' sms'],
    ['sms\n'],
    ['sms\u0000'],
    ['../sms'],
    ['SERVICE_SID'],
    ['x'.repeat(5_000_000)],
  ])('refuses the hostile channel', async (ChannelType) => {
    const { status, body } = await answer({ ChannelType, ...PERSONAL });
    expect({ status, body }).toEqual({
      status: 403,
      body: expect.objectContaining({ code: 48026 }),
    });
    expect(JSON.stringify(body).length).toBeLessThan(500);
  });

  test.each([
    ['a number', 400, { ChannelType: 1 }],
    ['an object', 400, { ChannelType: 'sms', Worker: { toString: 'x' } }],
    ['null', 400, { ChannelType: 'sms', CustomerId: null }],
    // The runtime assigns the body's keys to the event, so that this one becomes its prototype.
    ['another prototype', 200, JSON.parse('{ "__proto__": { "ChannelType": "sms" } }')],
    ['texts', 200, { ChannelType: 'sms', ...PERSONAL }],
  ])('takes a JSON body with %s for what it is', async (_name, status, parameters) => {
    const body = JSON.stringify({ Location: 'GetProxyAddress', ...parameters });
    expect(await post(runtime.callbackUrl, body)).toMatchObject({ status });
  });

  test('takes parameters from the query too, as Twilio does', async () => {
    const url = `${runtime.callbackUrl}?ChannelType=sms`;
    expect(await ask(url, {})).toEqual(proxyAddress('+14155550100'));
  });

  test('no answer and no log line holds what is personal', () => {
    expect(answers.length).toBeGreaterThan(20);
    const written = `${JSON.stringify(answers)}\n${runtime.logged.join('\n')}`;
    expect(written).toContain('422 48000 Location must be');
    expect(written).toContain('500 48026 proxy-addresses.private.json: bad');
    for (const personal of [CUSTOMER, CUSTOMER_ID, WORKER]) {
      expect(written).not.toContain(personal);
    }
  });
});
