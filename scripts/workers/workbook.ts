import type { CellObject } from '@e965/xlsx';
import { finding } from '../terminal/finding';
import type { Source } from './columns';
import type { Cell, Line } from './csv';

// Who has no workbook does not wait for the library.
const library = () => import('@e965/xlsx');

/** What a formula calls if it only finds a value. Google Sheets exports its own as the last one. */
const FINDS =
  /[\w.]*\b(?:[VHX]?LOOKUP|INDEX|X?MATCH|INDIRECT|OFFSET|CHOOSE|SWITCH|IFS?|IFERROR|IFNA|FILTER|VALUE|DUMMYFUNCTION)\(/gi;

/** A call of another function, or a sign between two values. */
const COMPUTES = /[\p{L}\d.]\(|[\p{L}\d)\]]\s*[-+*/^%]/u;

/**
 * Reads the rows of a workbook (.xlsx). Of a formula, its last value counts, but not a number that
 * it computes. A number is written in digits: it has lost what made it a phone number. By default,
 * the first sheet is read.
 *
 * @see https://docs.sheetjs.com/docs/csf/cell
 */
export async function linesOfWorkbook(
  bytes: Buffer,
  { whole, named: { sheet }, findings }: Source,
): Promise<Line[]> {
  const { read, utils } = await library();
  const options = { dense: true, cellDates: true, cellHTML: false, cellText: false };
  const { Sheets, SheetNames } = read(bytes, { ...options, cellNF: true, sheetStubs: true });
  const rows = Sheets[sheet ?? `${SheetNames[0]}`]?.['!data'];
  if (!rows && sheet !== undefined) {
    findings.push(finding('spreadsheet/no-sheet', { ...whole, counted: SheetNames }));
  }
  if (sheet === undefined && SheetNames.length > 1) {
    findings.push(finding('spreadsheet/sheets', { ...whole, counted: SheetNames }));
  }
  return Array.from(rows ?? [], (cells, row) => ({
    line: row + 1,
    cells: Array.from(cells ?? [], (cell) => cellOf(cell, utils.format_cell)),
  }));
}

/** Makes a workbook of one sheet. Each cell is a text, so that every program leaves it as it is. */
export async function workbookOf(rows: string[][]): Promise<Buffer> {
  const { utils, write } = await library();
  const sheet = utils.aoa_to_sheet(
    rows.map((cells) => cells.map((v): CellObject => ({ t: 's', v, z: '@' }))),
  );
  sheet['!cols'] = [{ wch: 32 }, { wch: 12 }, { wch: 24 }];
  const book = utils.book_new(sheet, 'workers');
  return write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true });
}

function cellOf(cell: CellObject | undefined, shownIn: (cell: CellObject) => string): Cell {
  if (cell?.t === 's') return `${cell.v ?? ''}`;
  if (cell?.t === 'n' && isComputed(cell)) return { is: 'the result of a calculation' };
  if (cell?.t === 'n') return digitsOf(cell, shownIn(cell));
  if (cell?.t === 'd') return { is: 'a date' };
  if (cell?.t === 'b') return { is: 'TRUE or FALSE' };
  if (cell?.t === 'e') return { is: 'an error' };
  return cell?.f ? { is: 'a formula without a value' } : '';
}

/** Whether a formula makes a number that stands nowhere, as a spreadsheet makes of `=30+23125012`. */
function isComputed({ f: formula = '' }: CellObject): boolean {
  const withoutNames = formula.replace(/"[^"]*"|'[^']*'|\[[^\]]*\]/g, 'x');
  return COMPUTES.test(withoutNames.replace(FINDS, '('));
}

/** The digits of a number, with the + or the zeros that its format shows before them. */
function digitsOf({ v: value }: CellObject, shown: string): string {
  const isWhole = /^[+0]/.test(shown) && shown.replace(/\D/g, '').endsWith(`${value}`);
  return isWhole ? shown : `${value}`;
}
