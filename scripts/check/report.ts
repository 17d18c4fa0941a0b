import { isRecord } from '../../src/record';
import { nameOfPlace } from '../mapping/place';
import { columns } from '../terminal/columns';
import { paint } from '../terminal/paint';
import { isRight, type Report } from './check';
import { excerptOf } from './excerpt';
import type { AddressPlace, Finding } from './finding';

/** More addresses than these are not shown one by one, unless there is something to say of them. */
const SHOWN = 50;

/** How a report is to be read. */
export interface Reading {
  /** Whether every address is shown, however many there are. */
  all: boolean;
  /** Whether personal data may be shown: to a person, but in no log. */
  personal: boolean;
}

/** Prints a row for each address, then what was found: what is worst stands last, next to the prompt. */
export function printReport(report: Report, reading: Reading): void {
  const { findings, notes, failures } = report;
  const levels = ['warning', 'error'] as const;
  const sorted = levels.flatMap((level) => findings.filter((finding) => finding.level === level));
  const blocks = [
    table(report, reading),
    sorted.map((finding) => describe(finding, reading)).join('\n'),
    notes.map((text) => paint('yellow', `– ${text}`)).join('\n'),
    failures.map((text) => paint('red', `✘ ${text}`)).join('\n'),
    summary(report),
  ];
  console.log(blocks.filter((block) => block !== '').join('\n\n'));
}

function table({ places, owned, findings }: Report, { all, personal }: Reading): string {
  const odd = new Map<string, Finding['level']>();
  for (const { place, level } of findings) {
    if (odd.get(place.name) !== 'error') odd.set(place.name, level);
  }
  const shown =
    all || places.length <= SHOWN ? places : places.filter((place) => odd.has(place.name));
  const rows = shown.map((place) => [
    nameOfPlace(place, personal),
    place.position?.() ?? '',
    addressOf(place),
    mark(odd.get(place.name), owned.has(place)),
  ]);
  const hidden = places.length - shown.length;
  const rest =
    hidden > 0 ? `${plural(hidden, 'address is', 'addresses are')} right (--all shows them)` : '';
  const head = ['place', 'line', 'address', ''];
  return [rows.length > 0 ? columns([head, ...rows]) : '', rest].filter((part) => part).join('\n');
}

function mark(level: Finding['level'] | undefined, isOwned: boolean): string {
  if (level) return level === 'error' ? paint('red', '✘') : paint('yellow', '⚠');
  return paint('green', isOwned ? '✔ the account has it' : '✔ well-formed');
}

function describe(finding: Finding, { personal }: Reading): string {
  const { place, level, text } = finding;
  const position = place.position?.();
  const line = position ? `, line ${position}` : '';
  const told = `${nameOfPlace(place, personal)}${line}: ${text}`;
  const painted = level === 'error' ? paint('red', `✘ ${told}`) : paint('yellow', `⚠ ${told}`);
  return finding.excerpt ? `${painted}\n${excerptOf(finding.excerpt, personal)}` : painted;
}

function summary(report: Report): string {
  const { places, findings, failures } = report;
  const count = (level: Finding['level']) =>
    findings.filter((finding) => finding.level === level).length;
  const parts = [
    plural(places.length, 'address', 'addresses'),
    // To count no errors would say that there are none.
    ...(failures.length > 0 && count('error') === 0
      ? []
      : [plural(count('error'), 'error', 'errors')]),
    plural(count('warning'), 'warning', 'warnings'),
    ...(failures.length > 0 ? ['not all could be checked'] : []),
  ];
  const text = parts.join(', ');
  return isRight(report) ? paint('green', `✔ ${text}`) : paint('red', `✘ ${text}`);
}

function addressOf({ value }: AddressPlace): string {
  if (Array.isArray(value)) return '[…]';
  return isRecord(value) ? '{…}' : `${value}`;
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
