import { expect, test } from '@jest/globals';
import { check, type Report } from '../../../scripts/check/check';
import { printReport } from '../../../scripts/check/report';
import { readConfiguration } from '../../../scripts/twilio/configuration';
import { type Configured, compact, configure } from '../../support/check';
import { usePrinted } from '../../support/printed';

const printed = usePrinted();

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

/** Checks a configuration, and leaves the report as it is: its places are too many to rename. */
async function checked(configured: Configured): Promise<Report> {
  const { envFile, assetsFolder, remove } = configure(configured);
  try {
    return await check(readConfiguration(envFile), { assetsFolder, meantPublic: [] });
  } finally {
    remove();
  }
}

// Each took minutes, megabytes or the stack where something was done for each anew.
test.each<[string, string, ReturnType<typeof counted>]>([
  [
    '50,000 workers with one number, each given twice',
    `{"sms":{"default":"+12025551234","workers":{${times(100_000, (index) => `"w${index % 50_000}":"+12025551235"`)}}}}`,
    { 'key/duplicate': [50_000, 50_000], 'address/shared': [1, 50_000] },
  ],
  [
    // Node.js passes at most 125,000 items of a list as arguments. These are no numbers, because each
    // number takes libphonenumber a while.
    'a pool of 135,000 equal addresses and 5,000 wrong ones',
    `{"chat":[${times(140_000, (index) => (index < 135_000 ? '"desk"' : `"desk ${index}"`))}]}`,
    { 'pool/duplicate': [1, 134_999], 'address/malformed': [5_000, 5_000] },
  ],
])('%s', async (_, asset, counts) => {
  const report = await checked({ asset });
  expect(counted(report)).toEqual(counts);
  printReport(report, { all: false, identities: true });
  expect(printed.join('\n').length).toBeLessThan(50_000);
});

test('10,000 lines in .env', async () => {
  const env = times(10_000, (index) => `TWILIO_C${index}_NUMBER=desk`).replaceAll(',', '');
  const report = await checked({ env });
  expect(report.addresses).toHaveLength(10_000);
  expect(report.findings.map(compact)).toEqual(['error variables/size']);
});
