import { existsSync, writeFileSync } from 'node:fs';
import { bareAddress, checkAddress } from '../../src/address';
import { UsageError } from '../terminal/command';
import { visible } from '../terminal/text';
import { MARK } from './spreadsheet';
import { openMapping, rulesIn, type Target } from './target';
import { workbookOf } from './workbook';

/**
 * Prints the workers of a channel as CSV, or writes them to a workbook. On a terminal, no character
 * of an identity is obeyed.
 *
 * @param to The workbook, which may not exist.
 */
export async function printWorkers(target: Target, to: string | undefined): Promise<boolean> {
  const table = tableOf(target);
  if (to === undefined) {
    const text = csvOf(table);
    process.stdout.write(process.stdout.isTTY ? visible(text) : text);
    return true;
  }
  if (!/\.xlsx$/i.test(to)) throw new UsageError('--to writes a workbook. Write --to staff.xlsx');
  // The file may hold what somebody has typed into it.
  if (existsSync(to)) throw new UsageError(`${to} exists already. Name another file.`);
  writeFileSync(to, await workbookOf(table));
  console.log(`✔ ${to} has ${table.length - 1} lines, with the identities of the workers.`);
  return true;
}

/**
 * The workers of a channel as the rows of a spreadsheet, with the names of the columns: a row for
 * each worker and prefix. The prefix of the default is blank. A worker without rules has a row
 * without a number.
 *
 * No cell is a number or a formula, so that a spreadsheet leaves it as it is. The channel's scheme
 * before a number does that (`sms:+442079460100`), and a word before an identity like `=1+1`.
 *
 * @throws Refusal that names the place, if the mapping is broken.
 */
export function tableOf(target: Target): string[][] {
  const { channel } = target;
  const isOfNumbers = typeof checkAddress(channel, 'a-name') !== 'string';
  const rows = openMapping(target).workers.flatMap((own) => {
    const worker = /^\p{L}/u.test(own.key) && !own.key.startsWith(MARK) ? own.key : MARK + own.key;
    const rules = [...rulesIn(own)];
    if (rules.length === 0) return [[worker, '', '']];
    return rules.map(([prefix, pool]) => {
      const numbers = isOfNumbers ? pool.map((one) => `${channel}:${bareAddress(one)}`) : pool;
      return [worker, prefix && `${channel}:${prefix}`, joined(numbers, ';')];
    });
  });
  return [['worker', 'prefix', 'number'], ...rows];
}

/**
 * Writes rows as CSV.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvOf(rows: string[][]): string {
  return rows.map((cells) => `${joined(cells, ',')}\n`).join('');
}

/** Joins cells by a separator. A cell is in quotes if a program could take it for several. */
function joined(cells: string[], separator: string): string {
  return cells
    .map((cell) => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(separator);
}
