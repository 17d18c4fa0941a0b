import path from 'node:path';

/** The baseline of each ratio: a Function that returns a constant. */
export const EMPTY = path.join(__dirname, 'empty.cjs');

/** The parameters of a callback, as Frontline sends them. */
export const QUESTION = {
  Location: 'GetProxyAddress',
  ChannelType: 'sms',
  ChannelValue: '+12025550199',
  CustomerId: '42',
  Worker: 'worker-1@example.com',
};

/** Finds the value that half of all values lie below. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
