import { columns } from '../columns';
import { paint } from '../paint';
import type { Ownership } from './account';
import type { AddressPlace, Finding, Place } from './finding';

interface Row {
  place: Place;
  address: string;
  findings: Finding[];
}

/**
 * Prints a row for each place, then a summary.
 *
 * @param addresses The places that hold an address: all are printed.
 * @param findings What is wrong with them, and with other places.
 * @param ownership What Twilio said.
 */
export function printReport(
  addresses: AddressPlace[],
  findings: Finding[],
  ownership: Ownership,
): void {
  const rows = new Map<string, Row>();
  for (const { value, ...place } of addresses) {
    const address = typeof value === 'string' ? value : (JSON.stringify(value) ?? '…');
    rows.set(keyOf(place), { place, address, findings: [] });
  }
  for (const finding of findings) {
    const { place } = finding;
    const row = rows.get(keyOf(place)) ?? { place, address: '', findings: [] };
    row.findings.push(finding);
    rows.set(keyOf(place), row);
  }

  const owned = new Set(ownership.owned.map(keyOf));
  const inOrder = [...rows].sort(([, a], [, b]) => (a.place.line ?? 0) - (b.place.line ?? 0));
  const table = inOrder.flatMap(([key, { place, address, findings: found }]) => {
    const right = paint('green', owned.has(key) ? '✔ the account has it' : '✔ well-formed');
    const verdicts = found.length > 0 ? found.map(describe) : [right];
    const cells = [place.channel, place.rule, `${place.line ?? ''}`, address];
    return verdicts.map((verdict, index) => [...(index === 0 ? cells : ['', '', '', '']), verdict]);
  });
  if (table.length > 0) {
    console.log(`${columns([['channel', 'rule', 'line', 'address', 'verdict'], ...table])}\n`);
  }
  for (const text of ownership.unchecked) console.log(paint('yellow', `Not checked: ${text}`));

  const count = (level: Finding['level']) =>
    findings.filter((found) => found.level === level).length;
  const summary = [
    plural(addresses.length, 'address', 'addresses'),
    plural(count('error'), 'error', 'errors'),
    plural(count('warning'), 'warning', 'warnings'),
    ...(ownership.failed ? ['Twilio did not answer'] : []),
  ].join(', ');
  const failed = count('error') > 0 || ownership.failed;
  console.log(failed ? paint('red', `✘ ${summary}`) : paint('green', `✔ ${summary}`));
}

function keyOf({ channel, rule, line }: Place): string {
  return JSON.stringify([channel, rule, line]);
}

function describe({ level, text }: Finding): string {
  return level === 'error' ? paint('red', `✘ ${text}`) : paint('yellow', `⚠ ${text}`);
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
