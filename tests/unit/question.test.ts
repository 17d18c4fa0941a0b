import { expect, test } from '@jest/globals';
import { parseQuestion } from '../../src/question';

const EVENT = {
  Location: 'GetProxyAddress',
  ChannelType: 'sms',
  ChannelValue: '+14155550199',
  CustomerId: '42',
  Worker: 'ana@example.com',
};

test('reads the parameters, and ignores those it does not know', () => {
  expect(parseQuestion({ ...EVENT, request: { headers: {} }, Language: ['en', 'de'] })).toEqual({
    channel: 'sms',
    customerAddress: '+14155550199',
    customerId: '42',
    worker: 'ana@example.com',
  });
});

test('needs Location and ChannelType alone', () => {
  expect(parseQuestion({ Location: 'GetProxyAddress', ChannelType: 'sms' })).toEqual({
    channel: 'sms',
    customerAddress: undefined,
    customerId: undefined,
    worker: undefined,
  });
});

test.each([[undefined], [''], ['getproxyaddress'], ['GetCustomersList']])(
  'refuses Location %j',
  (Location) => {
    expect(() => parseQuestion({ ...EVENT, Location })).toThrow(
      expect.objectContaining({
        status: 422,
        code: 48000,
        message: expect.stringContaining('Location'),
      }),
    );
  },
);

const PARAMETERS = ['Location', 'ChannelType', 'ChannelValue', 'CustomerId', 'Worker'];
const NOT_ONE_TEXT = [['a', 'b'], 42, true, null, { a: 'b' }];

test.each(PARAMETERS.flatMap((name) => NOT_ONE_TEXT.map((value) => [name, value] as const)))(
  'refuses a %s that is %j',
  (name, value) => {
    expect(() => parseQuestion({ ...EVENT, [name]: value })).toThrow(
      expect.objectContaining({
        status: 400,
        code: 48000,
        message: `${name} must be given once, as a text.`,
      }),
    );
  },
);

test.each([[undefined], ['']])('refuses ChannelType %j', (ChannelType) => {
  expect(() => parseQuestion({ ...EVENT, ChannelType })).toThrow(
    expect.objectContaining({
      status: 403,
      code: 48026,
      message:
        'ChannelType is missing. Set TWILIO_<CHANNEL>_NUMBER, or "<channel>" in proxy-addresses.private.json.',
    }),
  );
});
