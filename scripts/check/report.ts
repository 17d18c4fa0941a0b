import type { Part } from '../mapping/parts';
import type { Place } from '../mapping/place';
import { type Finding, isRight } from '../terminal/finding';
import type { Level } from '../terminal/messages';
import { nameOfPlace, shown, shownAddress, shownChannel } from '../terminal/personal';
import { printFindings, type Reading, SHOWN } from '../terminal/print';
import { columns, paint, visible, visibleJson } from '../terminal/text';
import type { Report } from './check';
import { annotations } from './github';

/** Errors come last, so that they stand next to the prompt. */
const ORDER: Level[] = ['unchecked', 'warning', 'error'];

/** Prints the right addresses, then the findings, then the totals; in GitHub Actions, annotations. */
export function printReport(report: Report, reading: Reading): void {
  const sorted = ORDER.flatMap((level) => report.findings.filter((one) => one.level === level));
  const table = addressTable(report, reading);
  if (table) console.log(`${table}\n`);
  if (sorted.length > 0) {
    printFindings(sorted, reading);
    console.log();
  }
  console.log(summaryOf(report));
  // GitHub's runner finds them in the log.
  const forGitHub = process.env.GITHUB_ACTIONS ? annotations(sorted, reading.identities) : [];
  for (const line of forGitHub) console.log(line);
}

/** The report as JSON, for other programs. docs/commands.md, *check*, documents the form. */
export function reportJson({ addresses, findings, owned }: Report, identities: boolean): string {
  const where = (place?: Place) => ({
    place: place ? nameOfPlace(place, identities) : null,
    file: place?.file ?? null,
    line: Number.parseInt(place?.position?.() ?? '', 10) || null,
  });
  return visibleJson({
    addresses: addresses.map((place) => ({
      channel: shownChannel(place.channel, identities),
      address: shownAddress(place.channel, place.value, identities),
      ...where(place),
      owned: owned.get(place) ?? null,
    })),
    findings: findings
      .filter(({ level }) => level !== 'unchecked')
      .map(({ code, level, places, message: sentence }) => {
        const [first = where(), ...others] = places.map(where);
        const message = shown(sentence, identities);
        return { code, level, ...first, message, ...(others.length > 0 && { others }) };
      }),
    notChecked: findings
      .filter(({ level }) => level === 'unchecked')
      .map(({ message }) => shown(message, identities)),
    errors: count(findings, 'error'),
    warnings: count(findings, 'warning'),
  });
}

/** The table of the right addresses: those without a finding. */
function addressTable(
  { addresses, findings, owned }: Report,
  { all, identities }: Reading,
): string {
  const right = rightOf(addresses, findings);
  if (right.length === 0) return '';
  if (!all && right.length > SHOWN) {
    return paint('green', `✔ ${checkedText(right, owned)} Show them with --all.`);
  }
  const rows = right.map((place) => [
    visible(nameOfPlace(place, identities)),
    place.position?.() ?? '',
    visible(shownAddress(place.channel, place.value, identities) ?? '…'),
    paint('green', owned.get(place) ? '✔ the account has it' : '✔ well-formed'),
  ]);
  const table = columns([['place', 'line', 'address', ''], ...rows]);
  const others = addresses.length - right.length;
  if (others === 0) return table;
  return `${table}\n${plural(others, 'more address', 'more addresses')}: see the findings below.`;
}

/** Says how many addresses the account has. Of the others, only the form was checked. */
function checkedText(right: Part[], owned: Report['owned']): string {
  const has = right.filter((address) => owned.get(address)).length;
  const others = right.length - has;
  const texts = [
    has > 0 && `The account has ${plural(has, 'address', 'addresses')}.`,
    others > 0 && `${plural(others, 'address is', 'addresses are')} well-formed.`,
  ];
  return texts.filter(Boolean).join(' ');
}

/** The addresses without a finding at their place. */
function rightOf(addresses: Part[], findings: Finding[]): Part[] {
  const found = new Set<Place>(findings.flatMap(({ places }) => places));
  const others = addresses.filter((address) => !found.delete(address));
  // A place that is not one of the addresses may still be the place of one, such as its pool's.
  const names = new Set([...found].map(({ name }) => name));
  return names.size > 0 ? others.filter(({ name }) => !names.has(name)) : others;
}

function summaryOf({ addresses, findings, owned }: Report): string {
  const form = isRight(findings) && owned.size === 0 ? 'well-formed ' : '';
  const errors = plural(count(findings, 'error'), 'error', 'errors');
  const warnings = plural(count(findings, 'warning'), 'warning', 'warnings');
  const text = `${plural(addresses.length, `${form}address`, `${form}addresses`)}, ${errors}, ${warnings}`;
  return isRight(findings) ? paint('green', `✔ ${text}`) : paint('red', `✘ ${text}`);
}

function count(findings: Finding[], level: Level): number {
  return findings.filter((finding) => finding.level === level).length;
}

function plural(count: number, one: string, many: string): string {
  // toLocaleString loads the data of a language, which takes longer than the rest of the report.
  const grouped = `${count}`.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${grouped} ${count === 1 ? one : many}`;
}
