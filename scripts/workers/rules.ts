import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';
import { parsePool } from '../../src/pool';
import { isRecord } from '../../src/record';
import { Refusal } from '../../src/refusal';
import { kindAt, prefixMeant } from '../mapping/forms';
import { plainIdentity } from '../mapping/misspelt';
import { keyIn, type Part, partsIn } from '../mapping/parts';
import { finding, isRight } from '../terminal/finding';
import { addressesIn, type Cells } from './addresses';
import type { Row } from './spreadsheet';

/**
 * A worker's own rules: the addresses of each pool, by prefix. The prefix of the default is blank.
 */
export type Rules = Map<string, string[]>;

/**
 * Makes each worker's own rules from the rows of a spreadsheet. A worker without a number has no
 * rules.
 *
 * @param cells How to read the cells. They collect what is found in them.
 */
export function rulesOf(rows: Row[], cells: Cells): Map<string, Rules> {
  const { known, findings } = cells;
  const workers = new Map<string, Rules>();
  const earlier = new Map<string, { line: number; pool: string }>();
  for (const { line, worker, prefix: written, number, at } of rows) {
    const prefix = prefixIn(written, known);
    const found = findings.length;
    if (worker === '') findings.push(finding('spreadsheet/no-worker', at('worker')));
    if (prefix === undefined) {
      findings.push(finding('spreadsheet/prefix', at('prefix'), prefixCure(written)));
    }
    // An address contains no white space. A cell with thousands of blank lines is one number.
    const lines = number.split(/[\r\n]/).filter((part) => part.trim());
    const addresses = addressesIn(lines.join(';'), at('number'), cells);
    if (prefix === undefined || !isRight(findings.slice(found))) continue;
    // Identities that differ only in capitals or white space count as one worker. Nobody knows
    // which of them Frontline sends.
    const key = JSON.stringify([plainIdentity(worker), prefix]);
    const pool = JSON.stringify([...addresses].sort());
    const before = earlier.get(key) ?? { line, pool };
    earlier.set(key, before);
    if (before.pool !== pool) {
      findings.push(finding('spreadsheet/duplicate', at('worker'), before.line));
    }
    if (addresses.length === 0) continue;
    workers.set(worker, (workers.get(worker) ?? new Map()).set(prefix, addresses));
  }
  return workers;
}

/**
 * Reads a prefix in the form of the mapping, or in one that a person or a spreadsheet makes of it:
 * `(+44)`, `sms:+44`, `0044`.
 *
 * @param known The prefixes of the mapping. Digits without a + mean one of them, or a country code.
 * @returns The prefix. Undefined for what is none, or may be another one.
 */
function prefixIn(written: string, known: ReadonlySet<string>[]): string | undefined {
  const bare = written
    .replace(/^[a-z]+:(?=\+)/i, '')
    .replace(/[\s()'"=.-]/g, '')
    .replace(/^00/, '+');
  if (bare === '' || kindAt('prefixes', bare) !== 'no prefix') return bare;
  const isSure =
    known.some((one) => one.has(`+${bare}`)) ||
    getCountries().some((one) => getCountryCallingCode(one) === bare);
  return isSure ? `+${bare}` : undefined;
}

function prefixCure(written: string): string {
  const isShort = /^[1-9]\d{0,5}$/.test(written);
  return isShort ? `write (+${written}) if customers' numbers begin so` : prefixMeant(written);
}

/**
 * Reads the rules of a worker, or a channel's pool, from the mapping, as the Function would.
 *
 * @throws Refusal that names the place of the malformed part.
 */
export function rulesIn(own: Part): Rules {
  const parts = isRecord(own.value)
    ? partsIn(own).flatMap((part) => (part.kind === 'prefixes' ? tableIn(part) : part))
    : [own];
  const pools = parts.filter((part) => part === own || part.kind === 'pool');
  return new Map(
    pools.map((part) => {
      const { name, value, channel } = part;
      return [keyIn('prefixes', part) ?? '', parsePool(channel, { value, place: () => name })];
    }),
  );
}

/**
 * The parts of a table of the mapping.
 *
 * @throws Refusal that names the place, if the part is not an object.
 */
export function tableIn(part: Part): Part[] {
  if (isRecord(part.value)) return partsIn(part);
  throw new Refusal(500, 48026, `${part.name} must be an object: { "…": … }.`);
}

/** Writes rules in the form of the mapping: an address, a list, or `default` and `prefixes`. */
export function entryOf(rules: Rules): unknown {
  const { '': standard, ...prefixes } = Object.fromEntries(
    [...rules].map(([prefix, pool]) => [prefix, pool.length === 1 ? pool[0] : pool]),
  );
  return Object.keys(prefixes).length > 0 ? { default: standard, prefixes } : standard;
}

/**
 * Gives the same text for rules that mean the same. The order of a pool does not count, and neither
 * does a repeated address.
 */
export function meaningOf(rules: Rules): string {
  return JSON.stringify(
    [...rules].map(([key, pool]) => [key, ...[...new Set(pool)].sort()]).sort(),
  );
}
