import { describe, expect, test } from '@jest/globals';
import { findPool } from '../../src/route';

const CHANNEL = {
  default: 'channel default',
  prefixes: { '+1': 'channel +1', '+1415': 'channel +1415', '+44': 'channel +44' },
  workers: {
    pool: 'worker pool',
    list: ['a', 'b'],
    rules: { default: 'worker default', prefixes: { '+44': 'worker +44' } },
    prefixes: { prefixes: { '+44': 'worker +44' } },
    empty: {},
  },
};

function ask(value: unknown, question: { worker?: string; customer?: string }) {
  const entry = findPool(
    { channel: 'x', customer: undefined, customerId: undefined, worker: undefined, ...question },
    { value, place: () => 'x' },
  );
  return { pool: entry.value, place: entry.place() };
}

describe('findPool', () => {
  test.each([
    ['a pool', '+12'],
    ['a list', ['+12', '+13']],
  ])('takes a channel that is %s for everybody', (_, pool) => {
    expect(ask(pool, { worker: 'ana', customer: '+14155550199' })).toEqual({ pool, place: 'x' });
  });

  test.each([
    ['no worker, no customer', undefined, undefined, 'channel default', 'x.default'],
    ['an unknown worker', 'dee', undefined, 'channel default', 'x.default'],
    ['the shorter prefix', undefined, '+12125550199', 'channel +1', 'x.prefixes["+1"]'],
    ['the longest prefix', undefined, '+14155550199', 'channel +1415', 'x.prefixes["+1415"]'],
    ['no prefix', undefined, '+33199000199', 'channel default', 'x.default'],
    ['a prefix of the whole number', undefined, '+1415', 'channel +1415', 'x.prefixes[#2]'],
    [
      'another channel’s prefix',
      undefined,
      'whatsapp:+447700900199',
      'channel +44',
      'x.prefixes["+44"]',
    ],
    ['a customer who has no number', undefined, 'customer-42', 'channel default', 'x.default'],
    ['a number that is not E.164', undefined, '447700900199', 'channel default', 'x.default'],
    ['a worker’s pool', 'pool', '+447700900199', 'worker pool', 'x.workers[#1]'],
    ['a worker’s list', 'list', '+447700900199', ['a', 'b'], 'x.workers[#2]'],
    ['a worker’s prefix', 'rules', '+447700900199', 'worker +44', 'x.workers[#3].prefixes["+44"]'],
    ['a worker’s default', 'rules', '+14155550199', 'worker default', 'x.workers[#3].default'],
    [
      'a worker’s default, no customer',
      'rules',
      undefined,
      'worker default',
      'x.workers[#3].default',
    ],
    [
      'the channel’s prefix after the worker’s',
      'prefixes',
      '+14155550199',
      'channel +1415',
      'x.prefixes["+1415"]',
    ],
    [
      'the channel’s default after the worker’s',
      'prefixes',
      '+33199000199',
      'channel default',
      'x.default',
    ],
    ['a worker without rules', 'empty', '+447700900199', 'channel +44', 'x.prefixes["+44"]'],
  ])('%s', (_, worker, customer, pool, place) => {
    const question = { ...(worker && { worker }), ...(customer && { customer }) };
    expect(ask(CHANNEL, question)).toEqual({ pool, place });
  });

  test.each([
    ['{}', {}],
    ['{ "prefixes": { "+1": "a" } }', { customer: '+447700900199' }],
    ['{ "prefixes": { "+1": "a" } }', {}],
    ['{ "prefixes": { "1415": "a", "+": "b", "": "c" } }', { customer: '+14155550199' }],
    ['{ "workers": { "ana": "a" } }', { worker: 'bo' }],
    ['{ "workers": { "ana": {} } }', { worker: 'ana' }],
  ])('refuses where %s has no rule for %j', (channel, question) => {
    expect(() => ask(JSON.parse(channel), question)).toThrow(
      expect.objectContaining({
        status: 403,
        code: 48026,
        message:
          'x has no default, and no prefix matches this customer. Set TWILIO_X_NUMBER, or "x" in proxy-addresses.private.json.',
      }),
    );
  });

  test.each([
    ['{ "workers": [] }', { worker: 'ana' }, 'x.workers'],
    ['{ "workers": "ana" }', { worker: 'ana' }, 'x.workers'],
    ['{ "prefixes": null }', { customer: '+12' }, 'x.prefixes'],
    [
      '{ "workers": { "ana": { "prefixes": 1 } } }',
      { worker: 'ana', customer: '+12' },
      'x.workers[#1].prefixes',
    ],
  ])('refuses the malformed %s, and names the place', (channel, question, place) => {
    expect(() => ask(JSON.parse(channel), question)).toThrow(
      expect.objectContaining({
        status: 500,
        code: 48026,
        message: `${place} must be an object: { "…": … }.`,
      }),
    );
  });

  test.each([
    ['{ "default": "a", "workers": [] }', { customer: '+12' }],
    ['{ "default": "a", "prefixes": [] }', { worker: 'ana' }],
    ['{ "default": "a", "workers": { "ana": [] } }', { worker: 'bo' }],
    [
      '{ "default": "b", "prefixes": 1, "workers": { "ana": "a" } }',
      { worker: 'ana', customer: '+12' },
    ],
  ])('passes over the faults in %s that %j does not reach', (channel, question) => {
    expect(ask(JSON.parse(channel), question).pool).toBe('a');
  });

  test.each([['__proto__'], ['constructor'], ['toString'], ['']])(
    'takes the worker %j for what they are',
    (worker) => {
      const channel = JSON.parse(`{ "default": "a", "workers": { "${worker}": "b" } }`);
      expect(ask(channel, { worker }).pool).toBe('b');
      expect(ask({ default: 'a', workers: {} }, { worker }).pool).toBe('a');
    },
  );
});
