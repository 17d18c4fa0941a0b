import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stickyAddress } from '../../src/pool';
import { findPool } from '../../src/rules';

const number = fc.stringMatching(/^\+[1-9]\d{1,14}$/);
const prefix = fc.stringMatching(/^\+[12]{1,4}$/);

test('the longest prefix wins, as a naive search finds it', () => {
  const customer = fc.oneof(number, fc.stringMatching(/^\+[12]{2,6}$/));
  fc.assert(
    fc.property(fc.array(prefix), customer, (list, to) => {
      const prefixes = Object.fromEntries(list.map((text) => [text, text]));
      const expected = list
        .filter((text) => to.startsWith(text))
        .sort((a, b) => b.length - a.length);
      const question = {
        channel: 'sms',
        customerAddress: to,
        customerId: undefined,
        worker: undefined,
      };
      const channel = { value: { default: 'default', prefixes }, place: () => 'sms' };
      expect(findPool(question, channel).value).toBe(expected[0] ?? 'default');
    }),
  );
});

const pool = fc.uniqueArray(number, { minLength: 1, maxLength: 20 });

test('the order of a pool does not matter, nor that an address stands twice', () => {
  const shuffled = pool.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray([...list, ...list], { minLength: 2 * list.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, fc.string(), ([list, other], pair) => {
      expect(stickyAddress(other, pair)).toBe(stickyAddress(list, pair));
    }),
  );
});

test('a pool that grows moves pairs to the new address alone', () => {
  fc.assert(
    fc.property(pool, number, fc.string(), (list, added, pair) => {
      expect([stickyAddress(list, pair), added]).toContain(stickyAddress([...list, added], pair));
    }),
  );
});

test('a pool that shrinks moves the pairs of the address that left alone', () => {
  fc.assert(
    fc.property(pool, fc.nat(), fc.string(), (list, index, pair) => {
      const removed = list[index % list.length];
      const winner = stickyAddress(list, pair);
      const left = stickyAddress(
        list.filter((address) => address !== removed),
        pair,
      );
      expect(left === winner).toBe(removed !== winner);
    }),
  );
});
