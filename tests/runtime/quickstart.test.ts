import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { Response } from '../support/cold-start';

/**
 * The cases of the test that Twilio's frontline-quickstart has for this callback, of the built Function.
 * There the SMS number is called TWILIO_PHONE_NUMBER, and every other channel is refused.
 *
 * @see https://github.com/twilio-labs/function-templates/blob/main/frontline-quickstart/tests/callbacks/outgoing-conversation.test.js
 */
const NUMBER = '+1234567890';

const SMS = { Location: 'GetProxyAddress', ChannelType: 'sms' };

const callback = jest.fn();

beforeAll(() => {
  jest.spyOn(console, 'warn').mockReturnValue();
  // As in Twilio's mock runtime, which throws where a test has no assets.
  const getAssets = () => {
    throw new Error('There are no assets.');
  };
  Object.assign(globalThis, { Twilio: { Response }, Runtime: { getAssets } });
});

afterAll(() => {
  for (const name of ['Twilio', 'Runtime']) Reflect.deleteProperty(globalThis, name);
});

beforeEach(() => {
  callback.mockClear();
});

function ask(event: object): void {
  const { handler } = jest.requireActual<{ handler: (...args: unknown[]) => void }>(
    '../../dist/functions/callbacks/outgoing-conversation.protected.js',
  );
  handler({ TWILIO_SMS_NUMBER: NUMBER }, event, callback);
}

test('resolves, and for the SMS channel to its number', () => {
  ask(SMS);
  expect(callback.mock.calls).toEqual([[null, { proxy_address: NUMBER }]]);
});

test.each([
  [422, 'a missing Location', { ChannelType: 'sms' }],
  [403, 'WhatsApp, which has no number there either', { ...SMS, ChannelType: 'whatsapp' }],
  [403, 'an unknown ChannelType', { ...SMS, ChannelType: 'notexistentchanneltype' }],
  [403, 'a missing ChannelType', { Location: 'GetProxyAddress' }],
])('answers %d to %s', (status, _, event) => {
  ask(event);
  expect(callback.mock.calls).toEqual([[null, expect.objectContaining({ status })]]);
});
