import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, expect, jest, test } from '@jest/globals';
import { coldStart } from '../support/cold-start';
import { contextOf } from '../support/conversations-context';
import { soon } from '../support/soon';

const open = jest.fn<() => string>();
const log = jest.spyOn(console, 'log').mockReturnValue();
const warn = jest.spyOn(console, 'warn').mockReturnValue();
const error = jest.spyOn(console, 'error').mockReturnValue();

beforeEach(() => {
  jest.clearAllMocks();
  open.mockReset().mockReturnValue('{ "sms": "+12", "chat": 42 }');
});

const SMS = { Location: 'GetProxyAddress', ChannelType: 'sms' };

test('answers once, at once, without an error, and logs nothing', async () => {
  const ask = await coldStart(open);
  expect(ask(SMS)).toEqual([[null, { proxy_address: '+12' }]]);
  expect([log, warn, error].flatMap((level) => level.mock.calls)).toEqual([]);
});

test('reads the asset once an instance, and only when a question needs it', async () => {
  const ask = await coldStart(open);
  ask(SMS, { TWILIO_SMS_NUMBER: '+13' });
  expect(open).not.toHaveBeenCalled();
  ask(SMS);
  ask(SMS);
  ask({ ...SMS, ChannelType: 'chat' });
  expect(open).toHaveBeenCalledTimes(1);
});

test('reads a broken asset once an instance', async () => {
  open.mockReturnValue('{');
  const ask = await coldStart(open);
  for (const calls of [ask(SMS), ask(SMS)]) {
    expect(calls).toEqual([
      [
        null,
        expect.objectContaining({ status: 500, body: expect.objectContaining({ code: 48026 }) }),
      ],
    ]);
  }
  expect(open).toHaveBeenCalledTimes(1);
});

test('an unreadable asset is a 48004, and is tried again', async () => {
  open.mockImplementationOnce(() => {
    throw new Error('EMFILE');
  });
  const ask = await coldStart(open);
  expect(ask(SMS)).toEqual([
    [
      null,
      {
        status: 500,
        headers: { 'Content-Type': 'application/json' },
        body: {
          status: 500,
          code: 48004,
          message: 'proxy-addresses.private.json could not be read.',
          more_info: 'https://www.twilio.com/docs/api/errors/48004',
        },
      },
    ],
  ]);
  expect(ask(SMS)).toEqual([[null, { proxy_address: '+12' }]]);
});

test('logs a 4xx as one warning', async () => {
  const ask = await coldStart(open);
  ask({ ...SMS, Location: undefined });
  expect(warn.mock.calls).toEqual([['422 48000 Location must be GetProxyAddress.']]);
  expect(error.mock.calls).toEqual([]);
});

test('logs a 5xx as one error', async () => {
  const ask = await coldStart(open);
  ask({ ...SMS, ChannelType: 'chat' });
  expect(error.mock.calls).toEqual([
    ['500 48026 proxy-addresses.private.json: chat must be an address in quotes.'],
  ]);
  expect(warn.mock.calls).toEqual([]);
});

test('whatever goes wrong, the callback is called', async () => {
  const ask = await coldStart(open);
  const trap = {
    get Location() {
      throw new TypeError('+14155550199');
    },
  };
  expect(ask(trap)).toEqual([
    [null, expect.objectContaining({ body: expect.objectContaining({ code: 48004 }) })],
  ]);
});

test('where Conversations are asked, it answers once they have been', async () => {
  const ask = await coldStart(open);
  let tell: (conversations: unknown[]) => void = () => {};
  const conversations = () => new Promise((resolve) => (tell = resolve));
  const { context } = contextOf({ conversations, participants: () => [] });
  const calls = ask(
    { ...SMS, ChannelValue: '+14155550199' },
    { ...context, TWILIO_SMS_NUMBER: '+12,+13' },
  );
  await turn();
  expect(calls).toEqual([]);
  tell([{ conversationSid: 'CH1', participantMessagingBinding: { proxy_address: '+12' } }]);
  await soon(() => expect(calls).toEqual([[null, { proxy_address: '+13' }]]));
});
