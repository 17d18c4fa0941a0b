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
