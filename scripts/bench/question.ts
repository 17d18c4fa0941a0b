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

/** Finds the value that a share of all values lies below. The default is the median. */
export function quantile(values: number[], share = 0.5): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
