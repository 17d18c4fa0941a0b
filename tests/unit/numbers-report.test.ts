import { beforeAll, describe, expect, test } from '@jest/globals';
import { about } from '../../scripts/numbers/about';
import { listNumbers, type NumberList } from '../../scripts/numbers/numbers';
import { numbersJson, printNumbers } from '../../scripts/numbers/report';
import { shown } from '../../scripts/terminal/personal';
import { readConfiguration } from '../../scripts/twilio/configuration';
import { recordOf } from '../../src/record';
import { accountApi } from '../support/account-api';
import { type Configured, configure } from '../support/check';
import { linesOf, usePrinted } from '../support/printed';
import { CREDENTIAL_LINES, useTwilio } from '../support/twilio';

const twilio = useTwilio();
const printed = usePrinted();

async function list(configured: Configured): Promise<NumberList> {
  const { envFile, assetsFolder, remove } = configure(configured);
  try {
    return await listNumbers(readConfiguration(envFile), assetsFolder);
  } finally {
    remove();
  }
}

/** The table and what stands below it, line by line. */
async function print(configured: Configured, all = false): Promise<string[]> {
  printNumbers(await list(configured), { all, identities: false });
  return linesOf(printed.splice(0).join('\n'));
}

/** The JSON, with only these keys of each number. */
async function json(configured: Configured, keys: string[], identities = false) {
  const { numbers, unused } = JSON.parse(numbersJson(await list(configured), identities));
  const only = (number: unknown) => keys.map((key) => recordOf(number)[key]);
  return { numbers: numbers.map(only), unused };
}

test('the workers of an address, each once, where identities are wanted', async () => {
  const rules = { default: '+12025551202', prefixes: { '+44': '+12025551202' } };
  const asset = {
    sms: { default: '+12025551201', workers: { 'ana@example.com': rules, bo: ['+12025551202'] } },
  };
  const { numbers } = await json({ asset }, ['address', 'workers'], true);
  expect(numbers).toEqual([
    ['+12025551201', []],
    ['+12025551202', ['ana@example.com', 'bo']],
  ]);
});

test('a few places of an address, or all', async () => {
  const asset = { sms: Array.from({ length: 5 }, () => '+12025551201') };
  expect((await print({ asset }))[1]).toBe('sms +12025551201 sms[#1]; sms[#2]; sms[#3]; 2 more');
  expect((await print({ asset }, true))[1]).toMatch(/sms\[#4\]; sms\[#5\]$/);
});

test('a malformed address is listed as it is written, unless it may be an identity', async () => {
  const asset = { sms: ['+1 202 555 1201', 'ana', 12025551201, { a: 1 }], 'ana@example.com': 'x' };
  const why = '✘ is malformed: npm run check shows the cure';
  expect((await print({ asset })).slice(1, 6)).toEqual([
    `sms "+1 202 555 1201" sms[#1] ${why}`,
    `sms … sms[#2] ${why}`,
    `sms … sms[#3] ${why}`,
    `sms … sms[#4] ${why}`,
    '… … [#2]',
  ]);
});

describe('with credentials', () => {
  const ACCOUNT = accountApi({
    numbers: [
      { '+12025551201': true, '+12025551203': true, '+12025551204': true, '+12025551205': true },
      { '+12025551206': true, '+12025551207': false, '+12025551208': true, '+12025551209': true },
    ],
    senders: [
      { 'whatsapp:+12025551203': 'ONLINE', 'whatsapp:+12025551204': 'ONLINE' },
      { 'whatsapp:+12025551205': 'OFFLINE', 'whatsapp:+12025551206': 'ONLINE:UPDATING' },
    ],
  });

  /** A mapping, and a variable, with the credentials of the account. */
  const having = (asset: unknown, variable = ''): Configured => {
    twilio.answer = ACCOUNT;
    return { asset, env: `${CREDENTIAL_LINES}${variable}\n` };
  };

  test('tells what the account has, and what nobody uses', async () => {
    const asset = {
      sms: {
        default: ['+12025551201', '+12025551202'],
        workers: { 'ana@example.com': '+12025551202', bo: { default: '+12025551202' } },
      },
      whatsapp: ['+12025551203', 'whatsapp:+12025551203'],
      voice: '+12025551208',
    };
    const hidden = '(hidden by TWILIO_SMS_NUMBER)';
    expect(await print(having(asset, 'TWILIO_SMS_NUMBER=+12025551209'))).toEqual([
      'channel address used by',
      'sms +12025551209 TWILIO_SMS_NUMBER',
      `sms +12025551201 sms.default[#1] ${hidden}`,
      `sms +12025551202 sms.default[#2] ${hidden}; sms.workers[#1] ${hidden}; sms.workers[#2].default ${hidden} ✘ is not one of the account's phone numbers (48028)`,
      'whatsapp whatsapp:+12025551203 whatsapp[#1]; whatsapp[#2]',
      'voice +12025551208 voice',
      'sms +12025551204 nobody',
      'sms +12025551205 nobody',
      'sms +12025551206 nobody',
      'whatsapp whatsapp:+12025551204 nobody',
      'whatsapp whatsapp:+12025551206 nobody',
      'In the mapping: 5. Not in the account: 1. Unused: 5.',
    ]);
  });

  test('as JSON', async () => {
    const asset = {
      sms: ['+12025551201', '+12025551202'],
      chat: 'desk',
      whatsapp: '+12025551205',
    };
    const configured = having(asset, 'TWILIO_CHAT_NUMBER=front-desk');
    const { numbers, unused } = await json(configured, ['channel', 'address', 'owned', 'places']);
    const at = (place: string) => [{ place }];
    expect(numbers).toEqual([
      ['chat', 'front-desk', null, at('TWILIO_CHAT_NUMBER')],
      ['sms', '+12025551201', true, at('sms[#1]')],
      ['sms', '+12025551202', false, at('sms[#2]')],
      ['chat', 'desk', null, [{ place: 'chat', hiddenBy: 'TWILIO_CHAT_NUMBER' }]],
      ['whatsapp', 'whatsapp:+12025551205', false, at('whatsapp')],
    ]);
    expect(unused).toContainEqual({ channel: 'sms', address: '+12025551203' });
    expect(unused).not.toContainEqual({ channel: 'sms', address: '+12025551205' });
  });

  test('a number that somebody means to use never looks free to release', async () => {
    const asset = {
      sms: {
        defaults: '+12025551204',
        prefixes: { 44: '+12025551205' },
        default: ['+1 202 555 1206', 'whatsapp:+12025551203'],
      },
      default: { sms: '+12025551208' },
      whatsapp: ['whatsapp: +1 202 555 1201'],
      chat: 'whatsapp:+12025551204',
    };
    const configured = having(asset, 'TWILIO_SMS_NUMER=+12025551209');
    const { numbers, unused } = await json(configured, ['address', 'owned']);
    expect(unused).toStrictEqual([{ channel: 'whatsapp', address: 'whatsapp:+12025551206' }]);
    // What is malformed is nothing to ask Twilio for.
    expect(numbers).toContainEqual(['+1 202 555 1206', null]);
  });

  test('a number is not free if it is written in another way, wherever it stands', async () => {
    const asset = {
      sms: {
        default: ['+1 202 555 1201', '(202) 555-1202', 12025551203],
        defualt: '001 202 555 1204',
        prefixes: { 44: ['00 12025551205'] },
        workers: { '+1 202 555 1206': 'ana@example.com', bo: '+1 (0)202 555 1207' },
      },
      '001 202 555 1208': 'sms',
      chat: 'desk; 2025551209',
      whatsapp: { prefixes: { 1: '0012025551210' } },
    };
    const configured = having(asset);
    const numbers = Array.from({ length: 11 }, (_, index) => `+${12025551201 + index}`);
    twilio.answer = accountApi({
      numbers: [Object.fromEntries(numbers.map((number) => [number, true]))],
      senders: [{ 'whatsapp:+12025551201': 'ONLINE', 'whatsapp:+12025551210': 'ONLINE' }],
    });
    expect((await json(configured, [])).unused).toEqual([
      { channel: 'sms', address: '+12025551211' },
      { channel: 'whatsapp', address: 'whatsapp:+12025551201' },
    ]);
  });

  describe('who uses one number, and which numbers one worker has', () => {
    const asset = {
      sms: {
        default: ['+12025551201', '+12025551203'],
        workers: {
          'ana@example.com': '+12025551203',
          'bo@example.com': { default: '+12025551203', prefixes: { '+44': '+442071838750' } },
        },
      },
      whatsapp: '+12025551203',
      chat: 'front-desk',
    };
    let listed: NumberList;
    beforeAll(async () => {
      const unused = [{ channel: 'sms', address: '+12025551206' }];
      listed = { ...(await list({ asset })), findings: [], unused };
    });
    const asked = (what: string) => {
      const { numbers, unused, findings } = about(what, listed);
      const used = numbers.map(({ address, places }) => [
        address,
        ...places.map((one) => one.name),
      ]);
      return [
        ...used.map((line) => line.join(' ')),
        ...unused.map(({ address }) => `${address} unused`),
        ...findings.map(({ code, message }) => `${code} ${shown(message, true)}`),
      ];
    };
    const SHARED = [
      '+12025551203 sms.default[#2] sms.workers[#1] sms.workers[#2].default',
      'whatsapp:+12025551203 whatsapp',
    ];

    test.each([
      ['+12025551203', SHARED],
      ['+1 (202) 555-1203', SHARED],
      ['(202) 555-1203', SHARED],
      ['001 202 555 1203', SHARED],
      ['whatsapp:+12025551203', SHARED],
      ['tel:+1-202-555-1203', SHARED],
      ['5551203', SHARED],
      ['+44 (0)20 7183 8750', ['+442071838750 sms.workers[#2].prefixes["+44"]']],
      ['020 7183 8750', ['+442071838750 sms.workers[#2].prefixes["+44"]']],
      ['front-desk', ['front-desk chat']],
      ['+1 202 555 1206', ['+12025551206 unused']],
      ['ana@example.com', ['+12025551203 sms.workers[#1]']],
      [
        ' Bo@Example.com',
        ['+12025551203 sms.workers[#2].default', '+442071838750 sms.workers[#2].prefixes["+44"]'],
      ],
    ])('%s', (what, found) => {
      expect(asked(what)).toEqual(found);
    });

    test.each([
      ['ana@exmaple.com', 'Did you mean ana@example.com?'],
      ['cy@elsewhere.org', 'own.'],
      ['1203', 'own.'],
      ['+1 202 555 1299', 'own.'],
      ['desk', 'own.'],
    ])('nobody: %s', (what, end) => {
      const [found, ...others] = asked(what);
      expect(found).toMatch(/^numbers\/nobody /);
      expect(found?.endsWith(end)).toBe(true);
      expect(others).toEqual([]);
    });
  });
});
