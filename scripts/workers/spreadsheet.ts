import type { Place } from '../mapping/place';
import { finding, isRight } from '../terminal/finding';
import { hiddenSign } from '../terminal/text';
import { areHeaders, type Column, type Columns, columnsIn, type Source } from './columns';
import { BEFORE_HEADERS, type Cell, type Line, linesOfCsv } from './csv';
import { kindOfFile } from './file-kind';
import { linesOfWorkbook } from './workbook';

/** Stands before an identity that a spreadsheet would run, or change, if it stood alone. */
export const MARK = 'identity:';

/**
 * One line: this worker has these numbers for customers of this prefix. A blank prefix means the
 * default.
 */
export interface Row extends Record<Column, string> {
  line: number;
  /** The place of a cell. It also has the worker, for a terminal alone. */
  at(column: Column): Place;
}

/**
 * Reads a spreadsheet of workers and numbers: a workbook (.xlsx) or CSV. Lines before the names of
 * the columns are ignored.
 *
 * @returns The lines with a worker or with a number. If the file as a whole is wrong, there are no
 *   lines: each line would be wrong too.
 */
export async function readSpreadsheet(bytes: Buffer, source: Source): Promise<Row[]> {
  const { whole, named, findings } = source;
  const lines = (await linesOf(bytes, source)).filter(({ cells }) => cells.some(isFilled));
  if (lines.length === 0 && isRight(findings)) findings.push(finding('spreadsheet/empty', whole));
  const first = lines.slice(0, BEFORE_HEADERS).map(({ cells }) => cells.map(textOf));
  // Who named no column as expected is told what stands in the fullest line. Titles are shorter.
  const width = (cells: string[]) => cells.filter(Boolean).length;
  const [fullest = []] = first.toSorted((one, other) => width(other) - width(one));
  const headers = first.find((cells) => areHeaders(cells, named)) ?? fullest;
  const start = first.indexOf(headers);
  const columns = lines.length > 0 && columnsIn(headers, source);
  if (!columns) return [];
  const names = Object.values(columns).flatMap((index) => headers[index] ?? []);
  findings.push(finding('spreadsheet/read', whole, names));
  return lines
    .slice(start + 1)
    .map((line) => rowOf(line, headers, columns, source))
    .filter(({ worker, number }) => worker || number);
}

async function linesOf(bytes: Buffer, source: Source): Promise<Line[]> {
  const kind = kindOfFile(bytes);
  if (kind === 'workbook') return linesOfWorkbook(bytes, source);
  if (!kind) return linesOfCsv(bytes, source);
  source.findings.push(finding('spreadsheet/other', source.whole, kind));
  return [];
}

function rowOf({ line, cells }: Line, headers: string[], columns: Columns, source: Source): Row {
  const { whole, findings } = source;
  const position = () => `${line}`;
  const textAt = (column: Column) => {
    const text = textOf(cells[columns[column]]);
    // A separator after the last column was saved into its header too.
    return headers[columns[column]]?.endsWith(';') ? text.replace(/;+$/, '') : text;
  };
  const worker = identityIn(textAt('worker'));
  const at = (column: Column) => {
    const name = `column "${headers[columns[column]]}"`;
    return { ...whole, name, position, counted: worker ? [worker] : [] };
  };
  // Nobody knows what a cell beyond the last header means.
  const beyond = cells.slice(headers.findLastIndex((header) => header) + 1);
  if (beyond.some(isFilled)) findings.push(finding('spreadsheet/cells', { ...whole, position }));
  for (const column of ['worker', 'prefix', 'number'] as const) {
    const cell = cells[columns[column]] ?? '';
    if (typeof cell !== 'string') findings.push(finding('spreadsheet/cell', at(column), cell.is));
  }
  const hidden = hiddenSign(worker);
  const isOdd = isSpaced(cells[columns.worker]);
  if (hidden) findings.push(finding('identity/hidden', at('worker'), hidden));
  else if (isOdd) findings.push(finding('spreadsheet/space', at('worker')));
  return { line, worker, prefix: textAt('prefix'), number: textAt('number'), at };
}

/** Reads an identity, as it is or in a form that makes it a text in a spreadsheet. */
function identityIn(text: string): string {
  if (text.startsWith(MARK)) return text.slice(MARK.length);
  const [, formula] = /^="((?:[^"]|"")*)"$/.exec(text) ?? [];
  return formula?.replaceAll('""', '"') ?? text.replace(/^'(?=[=+@\d-])/, '');
}

const textOf = (cell: Cell = '') => (typeof cell === 'string' ? cell.trim() : '');

const isSpaced = (cell: Cell = '') => typeof cell === 'string' && cell !== cell.trim();

const isFilled = (cell: Cell) => typeof cell !== 'string' || cell.trim() !== '';
