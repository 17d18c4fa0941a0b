import { expect, test } from '@jest/globals';
import { addressesOf, check, findings } from '../../support/check';

const E164 = 'must be + and 2 to 15 digits, country code first (E.164)';
const QUOTES = 'must be an address in quotes';

test('an error for each thing that would fail a request', async () => {
  const report = await check({
    env: 'TWILIO_SMS_NUMBER=+14155551234 # main\n',
    asset: {
      whatsapp: {
        default: {},
        prefixes: { '+44': ['+12025551234', 7, ['+12']], '+45': [] },
        workers: {
          ana: { default: 'messenger:1' },
          bo: { prefixes: [] },
          7: '+1 202 555 1234',
        },
      },
      chat: { default: 'front-desk', workers: ['front-desk'] },
      rcs: 'two words',
    },
  });
  const isError = ({ level }: { level: string }) => level === 'error';
  expect(
    report.findings
      .filter(isError)
      .map(({ code, places, values }) => [code, places[0]?.name, places[0]?.position?.(), values]),
  ).toEqual([
    [
      'address/malformed',
      'TWILIO_SMS_NUMBER',
      '1',
      [E164, 'put the comment on a line of its own', 48026],
    ],
    ['address/malformed', 'whatsapp.default', '3', [QUOTES, '', 48026]],
    ['address/malformed', 'whatsapp.prefixes["+44"][#2]', '7', [QUOTES, '', 48026]],
    ['address/malformed', 'whatsapp.prefixes["+44"][#3]', '8', [QUOTES, '', 48026]],
    ['pool/empty', 'whatsapp.prefixes["+45"]', '12', []],
    // Counted as the Function counts: JavaScript puts the worker 7 first.
    [
      'address/malformed',
      'whatsapp.workers[#1]',
      '15',
      [expect.stringContaining('with or without whatsapp:'), 'write +12025551234', 48026],
    ],
    [
      'address/malformed',
      'whatsapp.workers[#2].default',
      '17',
      ['is an address of another channel, messenger', '', 48029],
    ],
    ['table/malformed', 'whatsapp.workers[#3].prefixes', '20', []],
    ['table/malformed', 'chat.workers', '26', []],
    ['address/malformed', 'rcs', '30', [expect.stringContaining('1 to 256'), '', 48026]],
  ]);
  expect(addressesOf(report)).toContain('whatsapp.prefixes["+44"][#1]:6 +12025551234');
});

test('a pool of a variable, part by part', async () => {
  const configured = {
    env: 'TWILIO_SMS_NUMBER=+12025551234, ,12025551235 ,+12025551236,+12025551236\nTWILIO_CHAT_NUMBER=desk,\n',
  };
  expect(addressesOf(await check(configured))).toEqual([
    'TWILIO_SMS_NUMBER[#1]:1 +12025551234',
    'TWILIO_SMS_NUMBER[#2]:1 12025551235',
    'TWILIO_SMS_NUMBER[#3]:1 +12025551236',
    'TWILIO_SMS_NUMBER[#4]:1 +12025551236',
    'TWILIO_CHAT_NUMBER:2 desk',
  ]);
  expect(await findings(configured)).toEqual([
    'warning pool/duplicate TWILIO_SMS_NUMBER[#4]:1',
    'error address/malformed TWILIO_SMS_NUMBER[#2]:1',
  ]);
});

test('numbers that cannot be, and how what is written otherwise is written', async () => {
  const report = await check({
    asset: {
      sms: [
        '+14155552671',
        '+1415555267',
        '+4420718387',
        '+4402071838750',
        '+1 (415) 555-2672',
        '0044 20 7183 8750',
        '4155552671',
        '+14155552673;+14155552674',
      ],
      whatsapp: {
        default: 'whatsapp:+12',
        prefixes: { '+999': '+14155552671', '+4': '+14155552671' },
      },
    },
  });
  expect(
    report.findings
      .filter(({ level }) => level !== 'unchecked')
      .map(({ level, places: [place], values }) => [level, place?.name, values]),
  ).toEqual([
    ['warning', 'sms[#2]', ['digits are missing']],
    ['warning', 'sms[#3]', ['its country has no number with so many digits']],
    ['warning', 'sms[#4]', ['did you mean +442071838750?']],
    ['error', 'sms[#5]', [E164, 'write +14155552672', 48026]],
    ['error', 'sms[#6]', [E164, 'write +442071838750', 48026]],
    ['error', 'sms[#7]', [E164, '', 48026]],
    ['error', 'sms[#8]', [E164, 'write a list: ["+14155552673", "+14155552674"]', 48026]],
    ['warning', 'whatsapp.default', ['digits are missing']],
    ['warning', 'whatsapp.prefixes["+999"]', ['no country has this code']],
  ]);
});
