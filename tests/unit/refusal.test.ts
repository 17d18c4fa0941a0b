import { expect, test } from '@jest/globals';
import { asRefusal, Refusal } from '../../src/refusal';

test('a refusal has the body of a Twilio REST API error', () => {
  expect(new Refusal(403, 48026, 'No address.').toJSON()).toEqual({
    status: 403,
    code: 48026,
    message: 'No address.',
    more_info: 'https://www.twilio.com/docs/api/errors/48026',
  });
});

test('a refusal stays what it is', () => {
  const refusal = new Refusal(422, 48000, 'No.');
  expect(asRefusal(refusal)).toBe(refusal);
});

test.each([
  [new TypeError('+14155550199'), 'TypeError'],
  ['+14155550199', 'string'],
])('anything else becomes a 48004 without its text', (thrown, kind) => {
  expect(asRefusal(thrown).toJSON()).toMatchObject({
    status: 500,
    code: 48004,
    message: `The Function failed with an unexpected ${kind}.`,
  });
});
