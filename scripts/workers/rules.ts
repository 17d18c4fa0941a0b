import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';
import { bareAddress } from '../../src/address';
import { kindAt, prefixMeant } from '../mapping/forms';
import { plainIdentity } from '../mapping/misspelt';
import { type Finding, finding, isRight } from '../terminal/finding';
import type { Code } from '../terminal/messages';
import { type Inquiry, inquire, OWNED_LISTS } from '../twilio/account';
import type { Credentials } from '../twilio/configuration';
import { missing } from '../twilio/credentials';
import { addressesIn, type Cells } from './addresses';
import type { Row } from './spreadsheet';

/**
 * A worker's own rules: the addresses of each pool, by prefix. The prefix of the default is blank.
 */
export type Rules = Map<string, string[]>;

/** After these findings, the numbers of the account may say which number is meant. */
const UNSURE: Code[] = [
  'spreadsheet/two-readings',
  'spreadsheet/national',
  'spreadsheet/by-length',
];

/**
 * Makes the rules of each worker. If a number can be two, the numbers of the account decide too.
 *
 * @param how How to read the cells.
 * @param credentials The account. Nobody is asked without them, nor where no number can be two.
 */
export async function readRows(
  rows: Row[],
  how: Omit<Cells, 'findings'>,
  credentials: Credentials | undefined,
): Promise<{ after: Map<string, Rules>; findings: Finding[] }> {
  const findings: Finding[] = [];
  const after = rulesOf(rows, { ...how, findings });
  const isUnsure = findings.some(({ code }) => UNSURE.includes(code));
  if (!credentials || missing(credentials) || !isUnsure) return { after, findings };
  const account = new Set<string>();
  const inquiries = OWNED_LISTS.map(
    ({ what, ask }): Inquiry => ({
      what,
      isOptional: true,
      async ask(client) {
        for (const address of (await ask(client)).addresses) account.add(bareAddress(address));
        return [];
      },
    }),
  );
  const told = await inquire(inquiries, credentials);
  const again = await readRows(rows, { ...how, known: [...how.known, account] }, undefined);
  return { ...again, findings: [...again.findings, ...told] };
}

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
