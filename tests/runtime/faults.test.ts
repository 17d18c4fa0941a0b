import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type LocalRuntime, startLocalRuntime } from '../../scripts/twilio/local-runtime';
import { type AssetsFolder, assetsFolder } from '../support/assets-folder';
import { ask, proxyAddress, refusal } from '../support/frontline';

const VARIABLES = { TWILIO_SMS_NUMBER: '+14155550100' };

describe('whatever is wrong with the asset', () => {
  let assets: AssetsFolder;
  let runtime: LocalRuntime;

  beforeAll(async () => {
    assets = await assetsFolder('{}');
    runtime = await startLocalRuntime({ assetsFolder: assets.path, variables: VARIABLES });
  });

  // A new instance, which reads the asset anew.
  beforeEach(() => {
    jest.resetModules();
  });

  afterAll(async () => {
    await runtime.stop();
    await assets.remove();
  });

  test.each([
    ['is empty', '', 'is not valid JSON: npm run check shows where.'],
    ['is not JSON', '{ "chat": secret }', 'is not valid JSON: npm run check shows where.'],
    ['is a list', '["front-desk"]', 'must hold one JSON object: { "channel": … }'],
    ['is null', 'null', 'must hold one JSON object: { "channel": … }'],
    ['is a text', '"front-desk"', 'must hold one JSON object: { "channel": … }'],
  ])('that it %s, it says so, and a channel set by variable answers', async (_, text, fault) => {
    await assets.write(text);
    expect(await ask(runtime.callbackUrl, { ChannelType: 'chat' })).toEqual(
      refusal(500, 48026, `proxy-addresses.private.json ${fault}`),
    );
    expect(await ask(runtime.callbackUrl, { ChannelType: 'sms' })).toEqual(
      proxyAddress('+14155550100'),
    );
  });

  test('one bad entry fails its own channel alone', async () => {
    await assets.write('{ "sms": 42, "whatsapp": "4155550101", "chat": "front-desk" }');
    expect(await ask(runtime.callbackUrl, { ChannelType: 'whatsapp' })).toMatchObject({
      status: 500,
      body: { code: 48026 },
    });
    expect(await ask(runtime.callbackUrl, { ChannelType: 'chat' })).toEqual(
      proxyAddress('front-desk'),
    );
    expect(await ask(runtime.callbackUrl, { ChannelType: 'sms' })).toEqual(
      proxyAddress('+14155550100'),
    );
  });

  test('a byte order mark is no fault', async () => {
    await assets.write('\uFEFF{ "chat": "front-desk" }');
    expect(await ask(runtime.callbackUrl, { ChannelType: 'chat' })).toEqual(
      proxyAddress('front-desk'),
    );
  });
});

test('without an asset the variables answer, and the rest has no address', async () => {
  jest.resetModules();
  const assets = await assetsFolder();
  const runtime = await startLocalRuntime({ assetsFolder: assets.path, variables: VARIABLES });
  try {
    expect(await ask(runtime.callbackUrl, { ChannelType: 'sms' })).toEqual(
      proxyAddress('+14155550100'),
    );
    expect(await ask(runtime.callbackUrl, { ChannelType: 'chat' })).toMatchObject({
      status: 403,
      body: { code: 48026 },
    });
  } finally {
    await runtime.stop();
    await assets.remove();
  }
});
