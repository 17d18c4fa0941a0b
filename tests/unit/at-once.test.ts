import { setImmediate as turn } from 'node:timers/promises';
import { expect, jest, test } from '@jest/globals';
import { askForEach } from '../../scripts/twilio/at-once';

const ITEMS = Array.from({ length: 35 }, (_, index) => index);

test('ten are asked for at once, and the answers are in order', async () => {
  let now = 0;
  let most = 0;
  const ask = async (item: number) => {
    now += 1;
    most = Math.max(most, now);
    await turn();
    now -= 1;
    return -item;
  };
  const answers = await askForEach(ITEMS, ask);
  expect(answers).toEqual(ITEMS.map((item) => -item));
  expect(most).toBe(10);
});

test.each([
  [true, ['\rAsking: 1 of 3', '\rAsking: 2 of 3', '\r\u001b[K']],
  [false, []],
])('the progress is shown on a terminal, and disappears: %j', async (isTTY, shown) => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { isTTY: was } = process.stderr;
  process.stderr.isTTY = isTTY;
  try {
    await askForEach([1, 2, 3], async (item) => item, { doing: 'Asking' });
    expect(write.mock.calls.map(([line]) => line)).toEqual(shown);
  } finally {
    process.stderr.isTTY = was;
    write.mockRestore();
  }
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
