import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type LocalRuntime, startLocalRuntime } from '../../scripts/twilio/local-runtime';
import { recordOf } from '../../src/record';
import { type AssetsFolder, assetsFolder } from '../support/assets-folder';
import { ask, proxyAddress, refusal } from '../support/frontline';

const POOL = ['+14155550100', '+14155550101', '+14155550102', '+14155550103'];

const RULES = {
  default: POOL,
  prefixes: {
    '+44': '+442079460100',
    '+4420': ['+442079460101'],
    '+49': ['bad'],
    '+14155550188': 7,
  },
  workers: {
    'ana@example.com': '+14155550120',
    'bo@example.com': { default: '+14155550130', prefixes: { '+44': '+442079460130' } },
    'cy@example.com': { prefixes: { '+33': '+33199000140' } },
    'di@example.com': { default: ['+14155550150', '4155550151'] },
  },
};

let assets: AssetsFolder;
let runtime: LocalRuntime;

beforeAll(async () => {
  // JSON.parse makes a worker of __proto__, where a literal would not.
  const workers = JSON.parse('{ "__proto__": "+14155550160", "constructor": "+14155550161" }');
  const rules = { ...RULES, workers: { ...RULES.workers, ...workers } };
  assets = await assetsFolder(JSON.stringify({ sms: rules, whatsapp: rules }));
  runtime = await startLocalRuntime({ assetsFolder: assets.path });
});

afterAll(async () => {
  await runtime.stop();
  await assets.remove();
});

describe.each([
  ['sms', ''],
  ['whatsapp', 'whatsapp:'],
])('the rules of %s', (ChannelType, prefix) => {
  const question = (Worker: string, customer: string) =>
    ask(runtime.callbackUrl, { ChannelType, Worker, ChannelValue: `${prefix}${customer}` });

  test.each([
    ['the channel’s prefix', 'dee@example.com', '+447700900199', '+442079460100'],
    ['the channel’s longest prefix', 'dee@example.com', '+442079460199', '+442079460101'],
    ['the worker’s pool', 'ana@example.com', '+447700900199', '+14155550120'],
    ['the worker’s prefix', 'bo@example.com', '+442079460199', '+442079460130'],
    ['the worker’s default', 'bo@example.com', '+14155550199', '+14155550130'],
    ['the channel’s prefix after the worker’s', 'cy@example.com', '+447700900199', '+442079460100'],
    ['the worker’s prefix alone', 'cy@example.com', '+33199000199', '+33199000140'],
    ['a worker named __proto__', '__proto__', '+14155550199', '+14155550160'],
    ['a worker named constructor', 'constructor', '+14155550199', '+14155550161'],
  ])('%s', async (_, worker, customer, address) => {
    expect(await question(worker, customer)).toEqual(proxyAddress(`${prefix}${address}`));
  });

  test('the channel’s default, one of the pool, always the same', async () => {
    const first = await question('toString', '+14155550199');
    expect(POOL.map((address) => proxyAddress(`${prefix}${address}`))).toContainEqual(first);
    expect(await question('toString', '+14155550199')).toEqual(first);
  });

  test('the whole pool is in use', async () => {
    const customers = Array.from({ length: 40 }, (_, index) => `+1415555${1000 + index}`);
    const answers = await Promise.all(customers.map((to) => question('dee@example.com', to)));
    expect(new Set(answers.map(({ body }) => recordOf(body).proxy_address)).size).toBe(POOL.length);
  });

  test('a customer who is in the pool gets another address', async () => {
    const answers = await Promise.all(POOL.map((to) => question('dee@example.com', to)));
    for (const [index, { status, body }] of answers.entries()) {
      expect(status).toBe(200);
      expect(recordOf(body).proxy_address).not.toBe(`${prefix}${POOL[index]}`);
    }
  });

  test('a customer who has the only address is refused', async () => {
    expect(await question('ana@example.com', '+14155550120')).toEqual(
      refusal(
        403,
        48027,
        `proxy-addresses.private.json: ${ChannelType}.workers[#1] has no address but the customer's own.`,
      ),
    );
  });

  test.each([
    ['dee@example.com', '+4930123456', 'prefixes["+49"][#1]'],
    ['dee@example.com', '+14155550188', 'prefixes[#4]'],
    ['di@example.com', '+14155550199', 'workers[#4].default[#2]'],
  ])('a fault fails the requests that reach it, and names its place', async (worker, to, place) => {
    const message = `proxy-addresses.private.json: ${ChannelType}.${place} must be`;
    expect(await question(worker, to)).toEqual(
      refusal(500, 48026, expect.stringContaining(message)),
    );
  });

  test('no fault names the worker or the customer', () => {
    const place = `${ChannelType}.workers[#4].default[#2]`;
    const written = runtime.logged.join('\n');
    expect(written).toContain(place);
    expect(written).not.toContain('@example.com');
    expect(written).not.toContain('+14155550188');
  });
});

test('without a default, a request that no rule is for is refused', async () => {
  // A new instance, which reads the asset anew.
  jest.resetModules();
  await assets.write('{ "sms": { "prefixes": { "+44": "+442079460100" } } }');
  const message =
    'proxy-addresses.private.json: sms has no default, and no prefix matches this customer. Set TWILIO_SMS_NUMBER, or "sms" in proxy-addresses.private.json.';
  for (const ChannelValue of [[], '+14155550199']) {
    expect(await ask(runtime.callbackUrl, { ChannelType: 'sms', ChannelValue })).toEqual(
      refusal(403, 48026, message),
    );
  }
});
