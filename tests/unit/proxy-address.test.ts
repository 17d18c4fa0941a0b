import { describe, expect, test } from '@jest/globals';
import { stickyAddress } from '../../src/pool';
import { choose } from '../../src/proxy-address';

const QUESTION = {
  channel: 'sms',
  customerAddress: undefined,
  customerId: undefined,
  worker: undefined,
};

function ask(value: unknown, question: Partial<Parameters<typeof choose>[0]> = {}): string {
  return choose({ ...QUESTION, ...question }, { value, place: () => 'sms' }).sticky;
}

test('answers with the address of the pool', () => {
  expect(ask('+12')).toBe('+12');
  expect(ask({ workers: { ana: ['+13'] } }, { worker: 'ana' })).toBe('+13');
});

test('gives a bare WhatsApp number its prefix', () => {
  expect(ask('+12', { channel: 'whatsapp' })).toBe('whatsapp:+12');
});

test.each([
  [48026, '12', 'sms must be + and 2 to 15 digits, country code first (E.164).'],
  [48029, 'whatsapp:+12', 'sms is an address of another channel, whatsapp.'],
  [48026, ['+12', 13], 'sms[#2] must be an address in quotes.'],
  [48026, { default: [] }, 'sms.default must hold at least one address.'],
  [48026, { default: {} }, 'sms.default must be an address in quotes.'],
])('refuses with %d the malformed %j, and names the place', (code, value, message) => {
  expect(() => ask(value)).toThrow(expect.objectContaining({ status: 500, code, message }));
});

test('an address that stands twice in its pool is one candidate', () => {
  const pool = { value: ['+12', '+13', '+12'], place: () => 'sms' };
  expect(choose(QUESTION, pool).candidates).toEqual(['+12', '+13']);
  const question = { ...QUESTION, channel: 'whatsapp' };
  expect(choose(question, { ...pool, value: ['+12', 'whatsapp:+12'] }).candidates).toEqual([
    'whatsapp:+12',
  ]);
});

describe('never hands out the customer’s own address', () => {
  test.each([
    ['sms', '+12', '+12'],
    ['sms', 'whatsapp:+12', '+12'],
    ['whatsapp', 'whatsapp:+12', 'whatsapp:+12'],
    ['whatsapp', '+12', ['+12', 'whatsapp:+12']],
    ['chat', 'front-desk', 'front-desk'],
  ])('refuses if there is no other: %s to %s', (channel, customer, value) => {
    expect(() => ask(value, { channel, customerAddress: customer })).toThrow(
      expect.objectContaining({
        status: 403,
        code: 48027,
        message: "sms has no address but the customer's own.",
      }),
    );
  });

  test('takes another of the pool', () => {
    for (const customer of ['+12', '+13']) {
      expect(ask(['+12', '+13'], { customerAddress: customer })).toBe(
        customer === '+12' ? '+13' : '+12',
      );
    }
  });
});

describe('sticks', () => {
  const POOL = ['+1415555010', '+1415555011', '+1415555012', '+1415555013', '+1415555014'];
  const spread = (questions: Parameters<typeof ask>[1][]) =>
    new Set(questions.map((question) => ask(POOL, question))).size;
  const many = Array.from({ length: 50 }, (_, index) => `${index}`);

  test('to worker and customer, by the address, or else by the id', () => {
    expect(spread(many.map((worker) => ({ worker })))).toBe(5);
    expect(spread(many.map((customer) => ({ customerAddress: customer })))).toBe(5);
    expect(spread(many.map((customerId) => ({ customerId })))).toBe(5);
  });

  test('to nobody, if worker or customer is missing', () => {
    for (const name of many) {
      expect(ask(POOL, { customerAddress: name })).toBe(
        ask(POOL, { customerAddress: name, worker: '' }),
      );
      expect(ask(POOL, { worker: name })).toBe(stickyAddress(POOL, `${name}\n`));
      expect(ask(POOL, { customerId: name, customerAddress: '' })).toBe(
        ask(POOL, { customerId: name }),
      );
    }
  });

  test('whatever else the request says', () => {
    const pair = { worker: 'ana', customerAddress: '+14155550199' };
    expect(spread(many.map((customerId) => ({ ...pair, customerId })))).toBe(1);
    expect(ask(POOL, { ...pair, customerAddress: 'whatsapp:+14155550199' })).toBe(ask(POOL, pair));
  });
});

describe('one customer on WhatsApp, in two spellings', () => {
  const POOL = ['+1415555010', '+1415555011', '+1415555012', '+1415555013', '+1415555014'];
  const BOTH = [
    ['whatsapp:+5511987654321', 'whatsapp:+551187654321'],
    ['whatsapp:+5215512345678', 'whatsapp:+525512345678'],
    ['whatsapp:+5491123456789', 'whatsapp:+541123456789'],
    ['whatsapp:+2250707123456', 'whatsapp:+22507123456'],
    ['whatsapp:+2290197123456', 'whatsapp:+22997123456'],
  ];

  test.each(BOTH)('%s and %s get one address', (...both) => {
    for (const worker of Array.from({ length: 20 }, (_, index) => `worker-${index}`)) {
      const given = both.map((customerAddress) =>
        ask(POOL, { channel: 'whatsapp', worker, customerAddress }),
      );
      expect(given[0]).toBe(given[1]);
    }
  });

  test.each(BOTH)('and never their own: %s, %s', (...both) => {
    for (const customerAddress of both) {
      const question = { channel: 'whatsapp', customerAddress };
      for (const own of both) {
        expect(ask([own, '+12'], question)).toBe('whatsapp:+12');
        expect(() => ask(own, question)).toThrow(expect.objectContaining({ code: 48027 }));
      }
    }
  });

  test.each(BOTH)('and the same prefix: %s, %s', (...both) => {
    const [long = '', short = ''] = both.map((address) => address.slice('whatsapp:'.length));
    for (const customerAddress of both) {
      for (const prefix of [long, short, long.slice(0, -2), short.slice(0, -2)]) {
        const rules = { default: '+12', prefixes: { [prefix]: '+13', [long.slice(0, 2)]: '+14' } };
        expect(ask(rules, { channel: 'whatsapp', customerAddress })).toBe('whatsapp:+13');
      }
    }
  });

  test('a Brazilian landline is not the mobile with a 9 before it', () => {
    const rules = { prefixes: { '+55113': '+12', '+55119': '+13' } };
    for (const [number, prefixed] of [
      ['+551133334444', 'whatsapp:+12'],
      ['+5511933334444', 'whatsapp:+13'],
    ]) {
      const question = { channel: 'whatsapp', customerAddress: `whatsapp:${number}` };
      expect(ask(rules, question)).toBe(prefixed);
    }
    expect(
      ask('+5511933334444', { channel: 'whatsapp', customerAddress: 'whatsapp:+551133334444' }),
    ).toBe('whatsapp:+5511933334444');
  });

  test('of prefixes that match either spelling the longest counts', () => {
    const rules = { prefixes: { '+5255': '+12', '+52155': '+13', '+52': '+14' } };
    for (const customerAddress of BOTH[1] ?? []) {
      expect(ask(rules, { channel: 'whatsapp', customerAddress })).toBe('whatsapp:+13');
    }
  });

  test('by SMS they are two', () => {
    const [, short = ''] = BOTH[1] ?? [];
    const own = short.slice('whatsapp:'.length);
    expect(ask(own, { customerAddress: '+5215512345678' })).toBe(own);
    expect(() =>
      ask({ prefixes: { '+5255': own } }, { customerAddress: '+5215512345678' }),
    ).toThrow(expect.objectContaining({ code: 48026 }));
  });
});

// As version 2.0.0 gave them: another address would show these customers another number.
describe('the address of everybody else stays', () => {
  const numbers = Array.from({ length: 5 }, (_, index) => `+1415555010${index}`);
  const desks = Array.from({ length: 5 }, (_, index) => `desk${index}`);
  const [ana, bo] = ['ana@example.com', 'bo@example.com'];

  test.each([
    ['sms', ana, '+14155550199', '+14155550102'],
    ['sms', bo, '+14155550199', '+14155550103'],
    ['sms', undefined, '+14155550199', '+14155550103'],
    ['sms', ana, '+447700900199', '+14155550102'],
    ['sms', ana, '+5511987654321', '+14155550101'],
    ['sms', ana, '+551187654321', '+14155550100'],
    ['sms', ana, '+5215512345678', '+14155550101'],
    ['sms', ana, '+525512345678', '+14155550104'],
    ['sms', ana, '+5491123456789', '+14155550103'],
    ['sms', ana, '+541123456789', '+14155550102'],
    ['voice', ana, '+14155550177', '+14155550104'],
    ['whatsapp', ana, 'whatsapp:+14155550199', 'whatsapp:+14155550100'],
    ['whatsapp', ana, '+14155550199', 'whatsapp:+14155550100'],
    ['whatsapp', ana, 'whatsapp:+447700900199', 'whatsapp:+14155550100'],
    ['whatsapp', bo, 'whatsapp:+4915112345678', 'whatsapp:+14155550104'],
    ['whatsapp', ana, 'whatsapp:+5211234', 'whatsapp:+14155550103'],
    ['whatsapp', ana, 'whatsapp:+54911234567890', 'whatsapp:+14155550104'],
    ['whatsapp', ana, 'whatsapp:+5511887654321', 'whatsapp:+14155550103'],
    ['sms', ana, '+2250707123456', '+14155550102'],
    ['sms', ana, '+22507123456', '+14155550103'],
    ['sms', ana, '+2290197123456', '+14155550104'],
    ['sms', ana, '+22997123456', '+14155550101'],
    ['sms', ana, '+551133334444', '+14155550100'],
    ['whatsapp', ana, 'whatsapp:+5511933334444', 'whatsapp:+14155550102'],
    ['whatsapp', ana, 'whatsapp:+2252720123456', 'whatsapp:+14155550102'],
    ['whatsapp', bo, 'whatsapp:+22531234567', 'whatsapp:+14155550102'],
    ['whatsapp', ana, 'whatsapp:+2290171234567', 'whatsapp:+14155550102'],
    ['chat', ana, 'customer-42', 'desk1'],
    ['chat', ana, '+5215512345678', 'desk4'],
    ['messenger', ana, 'messenger:4242', 'desk2'],
  ])('on %s, of %s and %s', (channel, worker, customerAddress, sticky) => {
    const value = sticky.startsWith('desk') ? desks : numbers;
    const question = { ...QUESTION, channel, worker, customerAddress };
    const choice = choose(question, { value, place: () => channel });
    const bare = customerAddress.replace(/^(whatsapp|messenger):/, '');
    expect(choice).toMatchObject({ sticky, pair: `${worker ?? ''}\n${bare}` });
  });

  test('by the id, where there is no address', () => {
    const choice = (question: Partial<Parameters<typeof choose>[0]>) =>
      choose({ ...QUESTION, ...question }, { value: numbers, place: () => 'sms' });
    expect(choice({ worker: ana, customerId: '8' })).toMatchObject({
      sticky: '+14155550101',
      pair: `${ana}\n8`,
    });
    expect(choice({})).toMatchObject({ sticky: '+14155550103', pair: '\n' });
  });
});
