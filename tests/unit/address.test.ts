import { describe, expect, test } from '@jest/globals';
import { bareAddress, checkAddress, phoneNumber } from '../../src/address';

describe('checkAddress', () => {
  test.each([
    ['sms', '+12', '+12'],
    ['sms', '+123456789012345', '+123456789012345'],
    ['voice', '+14155550100', '+14155550100'],
    ['whatsapp', 'whatsapp:+14155550101', 'whatsapp:+14155550101'],
    ['whatsapp', '+14155550101', 'whatsapp:+14155550101'],
    ['WhatsApp', '+14155550101', 'whatsapp:+14155550101'],
    ['chat', 'front-desk', 'front-desk'],
    ['chat', 'team:sales', 'team:sales'],
    ['chat', 'chat:front-desk', 'chat:front-desk'],
    ['chat', 'desk-of-sms:1', 'desk-of-sms:1'],
    ['chat', 'smsx', 'smsx'],
    ['messenger', 'messenger:42', 'messenger:42'],
    ['chat', 'gbm:42', 'gbm:42'],
    ['chat', 'x'.repeat(256), 'x'.repeat(256)],
    ['__proto__', 'x', 'x'],
  ])('%s takes %s', (channel, value, address) => {
    expect(checkAddress(channel, value)).toBe(address);
  });

  test.each([
    ['sms', '+1'],
    ['sms', '+1234567890123456'],
    ['sms', '+0123456789'],
    ['sms', '14155550100'],
    ['sms', '+1 415 555 0100'],
    ['sms', ' +14155550100'],
    ['sms', '+14155550100\n'],
    ['sms', '+１４１５'],
    ['sms', ''],
    ['sms', 'sms:+14155550100'],
    ['SMS', 'front-desk'],
    ['voice', 'front-desk'],
    ['voice', 'voice:+14155550100'],
    ['whatsapp', 'whatsapp:14155550101'],
    ['whatsapp', 'whatsapp:whatsapp:+14155550101'],
    ['whatsapp', 'WhatsApp:+14155550101'],
    ['whatsapp', '+1whatsapp:4155550101'],
    ['chat', ''],
    ['chat', 'front desk'],
    ['chat', 'front\u0000desk'],
    ['chat', 'x'.repeat(257)],
  ])('%s refuses %j as malformed', (channel, value) => {
    expect(checkAddress(channel, value)).toEqual({ code: 48026, reason: expect.any(String) });
  });

  test.each([
    ['sms', 'whatsapp:+14155550101'],
    ['sms', 'WHATSAPP:+14155550101'],
    ['sms', 'messenger:42'],
    ['sms', 'chat:42'],
    ['sms', 'rcs:42'],
    ['sms', 'voice:+14155550100'],
    ['voice', 'sms:+14155550100'],
    ['sms', 'viber:42'],
    ['sms', 'line:42'],
    ['whatsapp', 'sms:+14155550100'],
    ['whatsapp', 'messenger:42'],
    ['chat', 'whatsapp:+14155550101'],
    ['messenger', 'whatsapp:+14155550101'],
  ])('%s refuses %s as another channel’s', (channel, value) => {
    expect(checkAddress(channel, value)).toEqual({
      code: 48029,
      reason: expect.stringContaining('address of another channel'),
    });
  });

  test.each([[undefined], [null], [14155550100], [true], [['+14155550100']], [{}]])(
    'refuses %j, which is no text',
    (value) => {
      for (const channel of ['sms', 'whatsapp', 'chat']) {
        expect(checkAddress(channel, value)).toEqual({
          code: 48026,
          reason: 'must be an address in quotes',
        });
      }
    },
  );

  test('says what to write, and never repeats the value', () => {
    const faults = [
      checkAddress('sms', '4155550100'),
      checkAddress('whatsapp', '4155550100'),
      checkAddress('chat', '415 5550100'),
      checkAddress('sms', 'whatsapp:+4155550100'),
    ];
    expect(faults).toEqual([
      { code: 48026, reason: 'must be + and 2 to 15 digits, country code first (E.164)' },
      {
        code: 48026,
        reason:
          'must be + and 2 to 15 digits, country code first, with or without whatsapp: before it',
      },
      {
        code: 48026,
        reason: 'must be 1 to 256 characters, without white space or control characters',
      },
      { code: 48029, reason: 'is an address of another channel, whatsapp' },
    ]);
  });
});

test.each([
  ['whatsapp:+14155550101', '+14155550101'],
  ['+14155550101', '+14155550101'],
  ['team:sales', 'team:sales'],
])('the bare address of %s is %s', (address, bare) => {
  expect(bareAddress(address)).toBe(bare);
});

test.each([
  ['whatsapp:+14155550101', '+14155550101'],
  ['+14155550101', '+14155550101'],
  ['customer-42', undefined],
  ['14155550101', undefined],
  ['', undefined],
  [undefined, undefined],
])('the phone number in %j is %j', (address, number) => {
  expect(phoneNumber(address)).toBe(number);
});
