import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { askForEach } from '../../scripts/twilio/at-once';

const ITEMS = Array.from({ length: 35 }, (_, index) => index);

test('ten are asked for at once, and the answers are in order', async () => {
  let now = 0;
  let most = 0;
  const told: number[] = [];
  const ask = async (item: number) => {
    now += 1;
    most = Math.max(most, now);
    await turn();
    now -= 1;
    return -item;
  };
  const answers = await askForEach(ITEMS, ask, (done) => void told.push(done));
  expect(answers).toEqual(ITEMS.map((item) => -item));
  expect(most).toBe(10);
  expect(told).toEqual(ITEMS.map((item) => item + 1));
});

test('after a failure, no further item is asked for', async () => {
  const asked: number[] = [];
  const ask = async (item: number) => {
    asked.push(item);
    await turn();
    if (item === 3) throw new Error('It broke.');
  };
  await expect(askForEach(ITEMS, ask)).rejects.toThrow('It broke.');
  await turn();
  await turn();
  expect(asked.length).toBeLessThanOrEqual(20);
});

test('of nothing, nothing', async () => {
  expect(await askForEach([], async () => 1)).toEqual([]);
});
