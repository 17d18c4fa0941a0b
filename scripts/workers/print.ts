import { existsSync, writeFileSync } from 'node:fs';
import { UsageError } from '../terminal/command';
import { visible } from '../terminal/visible';
import { csvOf } from './csv';
import { tableOf } from './table';
import { openMapping, type Target } from './target';
import { workbookOf } from './workbook';

/**
 * Prints the workers of a channel as CSV, or writes them to a workbook. On a terminal, no character
 * of an identity is obeyed.
 *
 * @param to The workbook, which may not exist.
 */
export async function printWorkers(target: Target, to: string | undefined): Promise<boolean> {
  const table = tableOf(target.channel, openMapping(target).workers);
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
