import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import type { Place } from '../mapping/place';
import { type Finding, finding } from '../terminal/finding';

/**
 * The names of each column. They stand without what does not matter: capitals, blanks, dashes and
 * underscores.
 */
const HEADERS = {
  worker: ['worker', 'identity', 'email'],
  prefix: ['prefix'],
  number: ['number', 'phone', 'phonenumber', 'mobile'],
};

type Column = keyof typeof HEADERS;

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
 * Reads a spreadsheet of workers and numbers, as Excel, Numbers and Google Sheets write it: CSV in
 * UTF-8, with commas, semicolons or tabs, with or without a byte order mark.
 *
 * @param file The name of the file.
 * @param findings Collects what is wrong with the file and the form of its lines. They quote only
 *   known headers, because the first line is a worker if the headers are missing.
 * @returns The lines with a worker or with a number. If the file as a whole is wrong, there are no
 *   lines: each line would be wrong too.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function readSpreadsheet(bytes: Buffer, file: string, findings: Finding[]): Row[] {
  const whole = { name: file, file };
  const lines = linesOf(bytes, whole, findings);
  const headers = lines.shift()?.cells;
  if (!headers) return [];
  const faults = (['worker', 'prefix', 'number'] as const).flatMap((column) => {
    const found = headers.filter((header) => isCalled(header, column));
    if (found.length > 1) return finding('spreadsheet/columns', whole, column, found);
    const isMissing = found.length === 0 && column !== 'prefix';
    return isMissing ? finding('spreadsheet/no-column', whole, column) : [];
  });
  findings.push(...faults);
  if (faults.length > 0) return [];
  const indexOf = (column: Column) => headers.findIndex((header) => isCalled(header, column));
  const width = headers.findLastIndex((header) => header) + 1;
  const rows = lines.map(({ line, cells }) => {
    const position = () => `${line}`;
    // Nobody knows what a cell beyond the last header means.
    if (cells.slice(width).some((beyond) => beyond)) {
      findings.push(finding('spreadsheet/cells', { ...whole, position }));
    }
    const cell = (column: Column) => cells[indexOf(column)] ?? '';
    const worker = cell('worker');
    const at = (column: Column) => ({
      name: `column "${headers[indexOf(column)]}"`,
      file,
      position,
      counted: worker ? [worker] : [],
    });
    return { line, worker, prefix: cell('prefix'), number: cell('number'), at };
  });
  return rows.filter(({ worker, number }) => worker || number);
}

/** Joins cells by a separator. A cell is in quotes if it could be taken for several. */
export function joined(cells: string[], separator: string): string {
  const isSafe = (cell: string) => !cell.includes(separator) && !/[",\r\n]/.test(cell);
  return cells
    .map((cell) => (isSafe(cell) ? cell : `"${cell.replaceAll('"', '""')}"`))
    .join(separator);
}

function isCalled(header: string, column: Column): boolean {
  return HEADERS[column].includes(header.toLowerCase().replace(/[\s_-]/g, ''));
}

interface Line {
  /** The number of the line. Of a record with line breaks, the number of the first line. */
  line: number;
  /** The cells, without the white space around each. */
  cells: string[];
}

/** The lines that are not blank. If the file as a whole is wrong, there are none. */
function linesOf(bytes: Buffer, whole: Place, findings: Finding[]): Line[] {
  // An Excel workbook and UTF-16 begin with bytes that no text in UTF-8 has.
  if (!isUtf8(bytes) || bytes.subarray(0, 4).some((byte) => byte < 9)) {
    findings.push(finding('spreadsheet/encoding', whole));
    return [];
  }
  const text = new TextDecoder().decode(bytes);
  const [header = ''] = text.split(/[\r\n]/, 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  const delimiter = [';', '\t'].find((other) => count(other) > count(',')) ?? ',';
  const lines: Line[] = [];
  let line = 1;
  try {
    parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      on_record(record: string[]) {
        const cells = record.map((cell) => cell.trim());
        if (cells.some((cell) => cell)) lines.push({ line, cells });
        line += record.join().split(/\r\n|\r|\n/).length;
      },
    });
  } catch {
    findings.push(finding('spreadsheet/quotes', { ...whole, position: () => `${line}` }));
    return [];
  }
  if (lines.length === 0) findings.push(finding('spreadsheet/empty', whole));
  return lines;
}
