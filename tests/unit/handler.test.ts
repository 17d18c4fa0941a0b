import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';

/** Where the real runtime cannot go: a file that cannot be read, and how often it is. */
const open = jest.fn<() => string>();
const callback = jest.fn<(error: unknown, payload?: unknown) => void>();
const log = jest.spyOn(console, 'log').mockReturnValue();
const warn = jest.spyOn(console, 'warn').mockReturnValue();
const error = jest.spyOn(console, 'error').mockReturnValue();

class Response {
  status = 200;
  headers = {};
  body: unknown;
  setStatusCode(status: number) {
    this.status = status;
    return this;
  }
  setHeaders(headers: object) {
    this.headers = headers;
    return this;
  }
  setBody(body: unknown) {
    this.body = body;
    return this;
  }
}

beforeEach(() => {
  jest.resetModules();
  jest.clearAllMocks();
  open.mockReset().mockReturnValue('{ "sms": "+12" }');
  Object.assign(globalThis, {
    Runtime: { getAssets: () => ({ '/proxy-addresses.json': { path: '', open } }) },
    Twilio: { Response },
  });
});

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'Runtime');
  Reflect.deleteProperty(globalThis, 'Twilio');
});

/** A new instance of the Function: a module of its own, as after a cold start. */
async function coldStart() {
  const { handler } = await import('../../functions/callbacks/outgoing-conversation.protected');
  return (parameters: object, variables: object = {}) =>
    Reflect.apply(handler, undefined, [variables, parameters, callback]);
}

const SMS = { Location: 'GetProxyAddress', ChannelType: 'sms' };

test('answers once, at once, without an error, and logs nothing', async () => {
  const ask = await coldStart();
  ask(SMS);
  expect(callback.mock.calls).toEqual([[null, { proxy_address: '+12' }]]);
  expect(log.mock.calls.concat(warn.mock.calls, error.mock.calls)).toEqual([]);
});

test('reads the asset once an instance, and only when a question needs it', async () => {
  const ask = await coldStart();
  ask(SMS, { TWILIO_SMS_NUMBER: '+13' });
  expect(open).not.toHaveBeenCalled();
  ask(SMS);
  ask(SMS);
  ask({ ...SMS, ChannelType: 'chat' });
  expect(open).toHaveBeenCalledTimes(1);
});

test('reads a broken asset once an instance', async () => {
  open.mockReturnValue('{');
  const ask = await coldStart();
  ask(SMS);
  ask(SMS);
  expect(open).toHaveBeenCalledTimes(1);
  expect(callback).toHaveBeenCalledTimes(2);
});

test('an unreadable asset is a 48004, and is tried again', async () => {
  open.mockImplementationOnce(() => {
    throw new Error('EMFILE');
  });
  const ask = await coldStart();
  ask(SMS);
  ask(SMS);
  expect(callback.mock.calls).toEqual([
    [
      null,
      expect.objectContaining({
        status: 500,
        headers: { 'Content-Type': 'application/json' },
        body: expect.objectContaining({
          code: 48004,
          message: 'proxy-addresses.private.json could not be read.',
        }),
      }),
    ],
    [null, { proxy_address: '+12' }],
  ]);
});

test.each([
  ['warn', { ...SMS, Location: undefined }, '422 48000 Location must be GetProxyAddress.'],
  ['error', { ...SMS, ChannelType: 'chat' }, '500 48026 proxy-addresses.private.json: chat must'],
])('logs one line with console.%s for a refusal', async (level, parameters, line) => {
  open.mockReturnValue('{ "sms": "+12", "chat": 42 }');
  const ask = await coldStart();
  ask(parameters);
  const lines = { log: log.mock.calls, warn: warn.mock.calls, error: error.mock.calls };
  expect(lines).toEqual({ log: [], warn: [], error: [], [level]: [[expect.any(String)]] });
  expect(level === 'warn' ? lines.warn[0]?.[0] : lines.error[0]?.[0]).toContain(line);
});

test('whatever goes wrong, the callback is called', async () => {
  const ask = await coldStart();
  const trap = {
    get Location() {
      throw new TypeError('+14155550199');
    },
  };
  ask(trap);
  expect(callback.mock.calls).toEqual([
    [null, expect.objectContaining({ body: expect.objectContaining({ code: 48004 }) })],
  ]);
});
