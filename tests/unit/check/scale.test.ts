import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Report } from '../../../scripts/check/check';
import { printReport } from '../../../scripts/check/report';
import { check, compact } from '../../support/check';

let printed: string[];
beforeEach(() => {
  printed = [];
  jest.spyOn(console, 'log').mockImplementation((text = '') => void printed.push(`${text}`));
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** So many lines of a list or a table. */
function times(count: number, lineOf: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => lineOf(index)).join(',\n');
}

/** How many findings there are of each kind, and at how many places. */
function counted({ findings }: Report): Record<string, [number, number]> {
  const counts: Record<string, [number, number]> = {};
  for (const { code, level, places } of findings) {
    if (level === 'unchecked') continue;
    const [kinds, at] = counts[code] ?? [0, 0];
    counts[code] = [kinds + 1, at + places.length];
  }
  return counts;
}

// Each took minutes, megabytes or the stack where something was done for each anew.
test.each<[string, string, ReturnType<typeof counted>]>([
  [
    '100,000 workers with one number, each given twice',
    `{"sms":{"default":"+12025551234","workers":{${times(200_000, (index) => `"w${index % 100_000}":"+12025551235"`)}}}}`,
    { 'key/duplicate': [100_000, 100_000], 'address/shared': [1, 100_000] },
  ],
  [
    'a pool of 160,000 equal addresses and 40,000 wrong ones',
    `{"sms":[${times(200_000, (index) => (index < 160_000 ? '"+12025551234"' : `"${index}"`))}]}`,
    { 'pool/duplicate': [1, 159_999], 'address/malformed': [40_000, 40_000] },
  ],
])('%s', async (_, asset, counts) => {
  const report = await check({ asset });
  expect(counted(report)).toEqual(counts);
  printReport(report, { all: false, identities: true });
  expect(printed.join('\n').length).toBeLessThan(50_000);
});

test('10,000 lines in .env', async () => {
  const env = times(10_000, (index) => `TWILIO_C${index}_NUMBER=desk`).replaceAll(',', '');
  const report = await check({ env });
  expect(report.addresses).toHaveLength(10_000);
  expect(report.findings.map(compact)).toEqual(['error variables/size']);
});
