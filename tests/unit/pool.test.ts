import { describe, expect, test } from '@jest/globals';
import { hash } from '../../src/hash';
import { parsePool, stickyAddress } from '../../src/pool';

test.each([
  ['+12', ['whatsapp:+12']],
  [
    ['+12', 'whatsapp:+13'],
    ['whatsapp:+12', 'whatsapp:+13'],
  ],
])('a pool is one address or a list: %j', (value, addresses) => {
  expect(parsePool('whatsapp', { value, place: () => 'x' })).toEqual(addresses);
});

describe('stickyAddress', () => {
  const POOL = ['+14155550100', '+14155550101', '+14155550102', '+14155550103'];
  const PAIRS = Array.from({ length: 10_000 }, (_, index) => `worker-${index % 20}\n+1415${index}`);

  test('has nothing to give from an empty pool', () => {
    expect(stickyAddress([], 'pair')).toBeUndefined();
  });

  // Customers would see other numbers if these changed.
  test.each([
    ['ana@example.com\n+14155550199', '+14155550102'],
    ['bo@example.com\n+14155550199', '+14155550103'],
  ])('gives %j the same address for ever', (pair, address) => {
    expect(stickyAddress(POOL, pair)).toBe(address);
  });

  test('does not leave it to the order of the list, even where two addresses score alike', () => {
    const alike = ['+14522700202', '+12600279716'];
    expect(hash('+14522700202', hash('pair'))).toBe(hash('+12600279716', hash('pair')));
    expect(stickyAddress(alike, 'pair')).toBe('+14522700202');
    expect(stickyAddress(alike.reverse(), 'pair')).toBe('+14522700202');
  });

  test('shares the load evenly', () => {
    const winners = PAIRS.map((pair) => stickyAddress(POOL, pair));
    for (const address of POOL) {
      const share = winners.filter((winner) => winner === address).length / PAIRS.length;
      expect(share).toBeGreaterThan(0.23);
      expect(share).toBeLessThan(0.27);
    }
  });

  test('a new address takes its share, and nothing else moves', () => {
    const moved = PAIRS.filter((pair) => {
      const winner = stickyAddress([...POOL, '+14155550104'], pair);
      expect([stickyAddress(POOL, pair), '+14155550104']).toContain(winner);
      return winner === '+14155550104';
    });
    expect(moved.length / PAIRS.length).toBeGreaterThan(0.18);
    expect(moved.length / PAIRS.length).toBeLessThan(0.22);
  });
});
