import { isSupportedCountry } from 'libphonenumber-js/max';
import { bareAddress } from '../../src/address';
import { CHANNELS, printableName } from '../../src/channel';
import { isRecord } from '../../src/record';
import { entriesOf } from '../mapping/entries';
import { RULES } from '../mapping/forms';
import { misspelt } from '../mapping/misspelt';
import { type Part, partsIn, withAllBelow } from '../mapping/parts';
import type { Place } from '../mapping/place';
import { UsageError } from '../terminal/command';
import { type Finding, finding } from '../terminal/finding';
import { demandAssetText } from '../twilio/configuration';
import { readFile } from '../twilio/file';
import { replaceWorkers, writeAsset } from './asset';
import { entryOf, meaningOf, type Rules, rulesIn, rulesOf, tableIn } from './rules';
import { joined, readSpreadsheet } from './spreadsheet';

/** The channel and the mapping of the workers. */
export interface Target {
  channel: string;
  assetsFolder: string;
}

/** How a spreadsheet changes the workers. */
export interface Summary {
  new: number;
  changed: number;
  /** The places of these workers in the old mapping. */
  gone: Place[];
  same: number;
  /** How many workers the spreadsheet names without a number. */
  withoutNumber: number;
}

/**
 * Writes the workers of a channel as CSV: a line for each worker and prefix. The prefix of the
 * default is blank. A worker without rules has a line without a number.
 *
 * @throws Error that names the place, if the mapping is broken.
 */
export function printWorkers(target: Target): string {
  const rows = openMapping(target).workers.flatMap((own) => {
    const rules = [...rulesIn(own)];
    if (rules.length === 0) return [[own.key, '', '']];
    return rules.map(([prefix, pool]) => [own.key, prefix, joined(pool, ';')]);
  });
  return [['worker', 'prefix', 'number'], ...rows]
    .map((cells) => `${joined(cells, ',')}\n`)
    .join('');
}

/**
 * Replaces the workers of a channel by those of a spreadsheet. A worker who is not in the
 * spreadsheet, or has no number there, has no rules afterwards.
 *
 * @param file The spreadsheet's path.
 * @param country The country of numbers without a country code, in two letters: `GB`.
 * @param dryRun Whether to write nothing.
 * @returns The changes. If something is wrong, all findings instead: then nothing is written.
 * @throws Error if the mapping is broken, or the file cannot be read. UsageError for an unknown
 *   channel or country.
 */
export function readWorkers({
  file,
  country,
  dryRun,
  ...target
}: Target & { file: string; country?: string | undefined; dryRun: boolean }): Summary | Finding[] {
  const region = country?.toUpperCase();
  if (region !== undefined && !isSupportedCountry(region)) {
    const cure = region === 'UK' ? 'Write GB.' : 'Write its two letters, such as GB.';
    throw new UsageError(`--country ${country} is not a country code. ${cure}`);
  }
  const { text, entries, workers } = openMapping(target);
  const findings: Finding[] = [];
  const rows = readSpreadsheet(readFile(file), file, findings);
  const { channel } = target;
  const known = [numbersIn(entries)];
  const counts = { completed: new Map<string, number>(), byLength: 0 };
  const after = rulesOf(rows, { channel, country: region, known, findings, ...counts });
  if (findings.length > 0) return findings;
  const { entries: changed, ...found } = compare(workers, after);
  const summary = {
    ...found,
    withoutNumber: new Set(rows.map(({ worker }) => worker)).size - after.size,
  };
  if (rows.length === 0 && summary.gone.length > 0) {
    return [finding('spreadsheet/empty', { name: file, file })];
  }
  if (!dryRun && summary.new + summary.changed + summary.gone.length > 0) {
    writeAsset(target.assetsFolder, replaceWorkers(text, channel, changed), text);
  }
  return summary;
}

function openMapping({ channel, assetsFolder }: Target) {
  const text = demandAssetText(assetsFolder);
  const entries = entriesOf(text, {});
  const entry = entries.find(({ key }) => key === channel);
  const meant = misspelt(channel, CHANNELS);
  if (RULES.includes(channel) || (!entry && (meant || !printableName(channel)))) {
    throw new UsageError(`--channel ${channel} is not a channel. Did you mean ${meant ?? 'sms'}?`);
  }
  if (!entry) return { text, entries, workers: [] };
  if (!isRecord(entry.value)) rulesIn(entry);
  const tables = partsIn(entry).filter(({ kind }) => kind === 'workers');
  for (const { name, earlier } of [entry, ...tables]) {
    const [line] = earlier;
    if (line) throw new Error(`${name} is in the mapping twice. Remove the one on line ${line}.`);
  }
  return { text, entries, workers: tables.flatMap(tableIn) };
}

/** The addresses of a mapping, without the channel's scheme. */
function numbersIn(entries: Part[]): Set<string> {
  const addresses = withAllBelow(entries).filter(({ kind }) => kind === 'address');
  return new Set(addresses.map(({ value }) => bareAddress(`${value}`)));
}

/**
 * Compares the workers before and after. Those in the mapping keep their order. An entry stays as
 * it is written if its meaning is the same.
 */
function compare(workers: Part[], after: Map<string, Rules>) {
  const before = new Map(workers.map((own) => [own.key, own]));
  const found: Omit<Summary, 'withoutNumber'> = { new: 0, changed: 0, gone: [], same: 0 };
  const entries = new Map<string, unknown>();
  for (const worker of new Set([...before.keys(), ...after.keys()])) {
    const own = before.get(worker);
    const old: Rules = own ? rulesIn(own) : new Map();
    const rules = after.get(worker) ?? new Map();
    const isSame = meaningOf(old) === meaningOf(rules);
    if (rules.size > 0) entries.set(worker, isSame ? undefined : entryOf(rules));
    if (old.size === 0 && rules.size === 0) continue;
    if (isSame) found.same += 1;
    else if (!own || old.size === 0) found.new += 1;
    else if (rules.size === 0) found.gone.push(own);
    else found.changed += 1;
  }
  return { ...found, entries };
}
