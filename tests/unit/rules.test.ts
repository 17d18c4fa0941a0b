import { describe, expect, test } from '@jest/globals';
import { findPool, type Trace } from '../../src/rules';

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

function ask(
  value: unknown,
  question: { worker?: string; customerAddress?: string },
  trace?: Trace,
) {
  const entry = findPool(
    {
      channel: 'x',
      customerAddress: undefined,
      customerId: undefined,
      worker: undefined,
      ...question,
    },
    { value, place: () => 'x' },
    trace,
  );
  return { pool: entry.value, place: entry.place() };
}

describe('findPool', () => {
  test.each([
    ['a pool', '+12'],
    ['a list', ['+12', '+13']],
  ])('takes a channel that is %s for everybody', (_, pool) => {
    expect(ask(pool, { worker: 'ana', customerAddress: '+14155550199' })).toEqual({
      pool,
      place: 'x',
    });
  });

  const [us, britain, france] = ['+14155550199', '+447700900199', '+33199000199'];
  test.each([
    { title: 'no worker, no customer', pool: 'channel default', place: 'x.default' },
    { title: 'an unknown worker', worker: 'dee', pool: 'channel default', place: 'x.default' },
    {
      title: 'the shorter prefix',
      customer: '+12125550199',
      pool: 'channel +1',
      place: 'x.prefixes["+1"]',
    },
    {
      title: 'the longest prefix',
      customer: us,
      pool: 'channel +1415',
      place: 'x.prefixes["+1415"]',
    },
    { title: 'no prefix', customer: france, pool: 'channel default', place: 'x.default' },
    {
      title: 'a prefix of the whole number',
      customer: '+1415',
      pool: 'channel +1415',
      place: 'x.prefixes["+1415"]',
    },
    {
      title: 'another channel’s scheme',
      customer: `whatsapp:${britain}`,
      pool: 'channel +44',
      place: 'x.prefixes["+44"]',
    },
    {
      title: 'a customer who has no number',
      customer: 'customer-42',
      pool: 'channel default',
      place: 'x.default',
    },
    {
      title: 'a number that is not E.164',
      customer: '447700900199',
      pool: 'channel default',
      place: 'x.default',
    },
    {
      title: 'a worker’s pool',
      worker: 'pool',
      customer: britain,
      pool: 'worker pool',
      place: 'x.workers[#1]',
    },
    {
      title: 'a worker’s list',
      worker: 'list',
      customer: britain,
      pool: ['a', 'b'],
      place: 'x.workers[#2]',
    },
    {
      title: 'a worker’s prefix',
      worker: 'rules',
      customer: britain,
      pool: 'worker +44',
      place: 'x.workers[#3].prefixes["+44"]',
    },
    {
      title: 'a worker’s default',
      worker: 'rules',
      customer: us,
      pool: 'worker default',
      place: 'x.workers[#3].default',
    },
    {
      title: 'a worker’s default, no customer',
      worker: 'rules',
      pool: 'worker default',
      place: 'x.workers[#3].default',
    },
    {
      title: 'the channel’s prefix after the worker’s',
      worker: 'prefixes',
      customer: us,
      pool: 'channel +1415',
      place: 'x.prefixes["+1415"]',
    },
    {
      title: 'the channel’s default after the worker’s',
      worker: 'prefixes',
      customer: france,
      pool: 'channel default',
      place: 'x.default',
    },
    {
      title: 'a worker without rules',
      worker: 'empty',
      customer: britain,
      pool: 'channel +44',
      place: 'x.prefixes["+44"]',
    },
  ])('$title', ({ worker, customer, pool, place }) => {
    const question = { ...(worker && { worker }), ...(customer && { customerAddress: customer }) };
    expect(ask(CHANNEL, question)).toEqual({ pool, place });
  });

  test.each([
    ['{}', {}],
    ['{ "prefixes": { "+1": "a" } }', { customerAddress: '+447700900199' }],
    ['{ "prefixes": { "+1": "a" } }', {}],
    ['{ "prefixes": { "1415": "a", "+": "b", "": "c" } }', { customerAddress: '+14155550199' }],
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
    ['{ "prefixes": null }', { customerAddress: '+12' }, 'x.prefixes'],
    [
      '{ "workers": { "ana": { "prefixes": 1 } } }',
      { worker: 'ana', customerAddress: '+12' },
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
    ['{ "default": "a", "workers": [] }', { customerAddress: '+12' }],
    ['{ "default": "a", "prefixes": [] }', { worker: 'ana' }],
    ['{ "default": "a", "workers": { "ana": [] } }', { worker: 'bo' }],
    [
      '{ "default": "b", "prefixes": 1, "workers": { "ana": "a" } }',
      { worker: 'ana', customerAddress: '+12' },
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

  test.each<[object, (string | undefined)[][]]>([
    [
      { worker: 'rules', customerAddress: '+4479' },
      [
        ['x', 'workers', 'x.workers'],
        ['x.workers', 'rules', 'x.workers[#3]'],
        ['x.workers[#3]', 'prefixes', 'x.workers[#3].prefixes'],
        ['x.workers[#3].prefixes', '+4479', undefined],
        ['x.workers[#3].prefixes', '+447', undefined],
        ['x.workers[#3].prefixes', '+44', 'x.workers[#3].prefixes["+44"]'],
      ],
    ],
    [
      { worker: 'empty', customerAddress: '+33' },
      [
        ['x', 'workers', 'x.workers'],
        ['x.workers', 'empty', 'x.workers[#5]'],
        ['x.workers[#5]', 'prefixes', undefined],
        ['x.workers[#5]', 'default', undefined],
        ['x', 'prefixes', 'x.prefixes'],
        ['x.prefixes', '+33', undefined],
        ['x.prefixes', '+3', undefined],
        ['x', 'default', 'x.default'],
      ],
    ],
    [
      {},
      [
        ['x', 'workers', 'x.workers'],
        ['x.workers', undefined, undefined],
        ['x', 'prefixes', 'x.prefixes'],
        ['x.prefixes', undefined, undefined],
        ['x', 'default', 'x.default'],
      ],
    ],
  ])('tells each look for %j, and no other', (question, expected) => {
    const looks: (string | undefined)[][] = [];
    ask(CHANNEL, question, (within, key, found) => {
      looks.push([within.place(), key, found?.place()]);
    });
    expect(looks).toEqual(expected);
  });
});
