import { describe, expect, test } from '@jest/globals';
import { findEntry } from '../../src/mapping';

const unreadable = () => {
  throw new Error('The asset was read.');
};

describe('findEntry', () => {
  test('takes the variable, and leaves the asset unread', () => {
    const entry = findEntry('sms', { TWILIO_SMS_NUMBER: '+12' }, unreadable);
    expect([entry.value, entry.place()]).toEqual(['+12', 'TWILIO_SMS_NUMBER']);
  });

  test('takes several addresses of a variable for a pool, and blank ones for none', () => {
    const several = findEntry('sms', { TWILIO_SMS_NUMBER: '+12, +13' }, unreadable);
    expect([several.value, several.place()]).toEqual([['+12', '+13'], 'TWILIO_SMS_NUMBER']);
    const none = findEntry('sms', { TWILIO_SMS_NUMBER: ' , ' }, () => ({ sms: '+14' }));
    expect(none.value).toBe('+14');
  });

  test('takes the variable without the space around it', () => {
    expect(findEntry('sms', { TWILIO_SMS_NUMBER: ' +12\n' }, unreadable).value).toBe('+12');
  });

  test.each([[undefined], [''], [' \t']])('takes the asset where the variable is %j', (value) => {
    const entry = findEntry('sms', { TWILIO_SMS_NUMBER: value }, () => ({ sms: '+13' }));
    expect([entry.value, entry.place()]).toEqual(['+13', 'proxy-addresses.private.json: sms']);
  });

  test('hands over what the asset holds, whatever it is', () => {
    expect(findEntry('sms', {}, () => ({ sms: null })).value).toBeNull();
  });

  test.each([['__proto__'], ['constructor'], ['toString'], ['hasOwnProperty']])(
    'takes %s for a channel like any other',
    (channel) => {
      const asset = JSON.parse(`{ "${channel}": "x" }`);
      expect(findEntry(channel, {}, () => asset).value).toBe('x');
      expect(() => findEntry(channel, {}, () => ({}))).toThrow(
        expect.objectContaining({ status: 403, code: 48026 }),
      );
    },
  );

  test.each([
    [
      'sms',
      'Channel sms has no proxy address. Set TWILIO_SMS_NUMBER, or "sms" in proxy-addresses.private.json.',
    ],
    [
      'my.chat',
      'Channel my.chat has no proxy address. Set TWILIO_MY_CHAT_NUMBER, or "my.chat" in proxy-addresses.private.json.',
    ],
    [
      '+14155550199',
      'Channel <channel> has no proxy address. Set TWILIO_<CHANNEL>_NUMBER, or "<channel>" in proxy-addresses.private.json.',
    ],
  ])('says for channel %j where its address goes', (channel, message) => {
    expect(() => findEntry(channel, {}, () => ({}))).toThrow(
      expect.objectContaining({ status: 403, code: 48026, message }),
    );
  });

  test.each([['a\nb'], ['x'.repeat(33)], ['x'.repeat(6_000_000)], ['<script>']])(
    'never repeats a channel that is no plain name',
    (channel) => {
      expect(() => findEntry(channel, {}, () => ({}))).toThrow('Channel <channel> has no');
      const asset = { sms: '+12', [channel]: '+12' };
      expect(findEntry(channel, {}, () => asset).place()).toBe(
        'proxy-addresses.private.json: [#2]',
      );
    },
  );

  test('does not take the schema’s address for a channel', () => {
    expect(() => findEntry('$schema', {}, () => ({ $schema: 'schema.json' }))).toThrow(
      expect.objectContaining({ status: 403 }),
    );
  });
});
