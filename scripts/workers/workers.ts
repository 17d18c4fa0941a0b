import { isSupportedCountry } from 'libphonenumber-js/max';
import { parseAsset } from '../../src/asset';
import { type Change, changesBetween } from '../changes/changes';
import type { Part } from '../mapping/parts';
import type { Place } from '../mapping/place';
import { UsageError } from '../terminal/command';
import { type Finding, finding, isRight } from '../terminal/finding';
import type { Credentials } from '../twilio/configuration';
import { readFile } from '../twilio/file';
import { type Cells, ROUNDED } from './addresses';
import { replaceWorkers, writeAsset } from './asset';
import type { Named } from './columns';
import { type Rules, readRows } from './rules';
import { type Row, readSpreadsheet } from './spreadsheet';
import { entryOf, meaningOf, openMapping, rulesIn, type Target } from './target';

/** How a spreadsheet changes the workers. */
export interface Summary {
  new: number;
  changed: number;
  /** The places of these workers in the old mapping. */
  gone: Place[];
  same: number;
}

/** What a spreadsheet would do to the mapping. */
export interface Plan {
  /** What is wrong or odd with the spreadsheet. With an error among them, nothing can be written. */
  findings: Finding[];
  summary: Summary;
  /** Who gets another number. */
  changes: Change[];
  /** Writes the new mapping, if it is another one. */
  write(): void;
}

/**
 * Finds how the workers of a channel change if those of a spreadsheet replace them. A worker who is
 * not in the spreadsheet, or has no number there, has no rules afterwards.
 *
 * @param file The spreadsheet's path.
 * @param country The country of numbers without a country code, in two letters: `GB`.
 * @param named The columns and the sheet that somebody has named.
 * @param credentials The account to ask which of two numbers it has. Without them, nobody is asked.
 * @throws Error if the mapping is broken, or the file cannot be read. UsageError for an unknown
 *   channel or country.
 */
export async function planWorkers(
  target: Target & { file: string; country?: string | undefined },
  named: Named = {},
  credentials?: Credentials,
): Promise<Plan> {
  const { file, channel, assetsFolder } = target;
  const country = regionOf(target.country);
  const { text, workers, known } = openMapping(target);
  const findings: Finding[] = [];
  const whole = { name: file, file };
  const rows = await readSpreadsheet(readFile(file), { whole, named, findings });
  const how = { channel, country, known: [known] };
  const { after, findings: found } = await readRows(rows, how, credentials);
  findings.push(...found, ...changedIdentities(rows, workers));
  const { entries, summary } = compare(workers, after);
  if (isRight(findings) && rows.length === 0 && summary.gone.length > 0) {
    findings.push(finding('spreadsheet/empty', whole));
  }
  if (!isRight(findings)) return { findings, summary, changes: [], write: () => {} };
  const numberless = rows.filter(({ worker }) => !after.has(worker));
  findings.push(...numberless.map(({ at }) => finding('spreadsheet/no-number', at('number'))));
  const isSame = summary.new + summary.changed + summary.gone.length === 0;
  const replaced = isSame ? text : replaceWorkers(text, channel, entries);
  const changes = changesBetween(parseAsset(text), parseAsset(replaced), {});
  const write = () => isSame || writeAsset(assetsFolder, replaced, text);
  return { findings, summary, changes, write };
}

function regionOf(country: string | undefined): Cells['country'] {
  const region = country?.toUpperCase();
  if (region === undefined || isSupportedCountry(region)) return region;
  const cure = region === 'UK' ? 'Write GB.' : 'Write its two letters, such as GB.';
  throw new UsageError(`--country ${country} is not a country code. ${cure}`);
}

/**
 * Finds identities that a spreadsheet took for numbers: 123 was 00123, 100000 was 1e5, and 1.23E+11
 * was a long one.
 */
function changedIdentities(rows: Row[], workers: Part[]): Finding[] {
  const amountOf = (identity: string) => (/^[\d.e+]+$/i.test(identity) ? Number(identity) : NaN);
  const known = new Set(workers.map(({ key }) => key));
  const amounts = new Set(workers.map(({ key }) => amountOf(key)));
  return rows.flatMap(({ worker, at }) => {
    const isAmount = amountOf(worker) >= 0 && amounts.has(amountOf(worker));
    const isChanged = !known.has(worker) && (isAmount || ROUNDED.test(worker));
    return isChanged ? [finding('spreadsheet/identity', at('worker'))] : [];
  });
}

/**
 * Compares the workers before and after. Those in the mapping keep their order. An entry stays as
 * it is written if its meaning is the same.
 */
function compare(workers: Part[], after: Map<string, Rules>) {
  const before = new Map(workers.map((own) => [own.key, own]));
  const summary: Summary = { new: 0, changed: 0, gone: [], same: 0 };
  const entries = new Map<string, unknown>();
  for (const worker of new Set([...before.keys(), ...after.keys()])) {
    const own = before.get(worker);
    const old: Rules = own ? rulesIn(own) : new Map();
    const rules = after.get(worker) ?? new Map();
    const isSame = meaningOf(old) === meaningOf(rules);
    if (rules.size > 0) entries.set(worker, isSame ? undefined : entryOf(rules));
    if (old.size === 0 && rules.size === 0) continue;
    if (isSame) summary.same += 1;
    else if (!own || old.size === 0) summary.new += 1;
    else if (rules.size === 0) summary.gone.push(own);
    else summary.changed += 1;
  }
  return { summary, entries };
}
