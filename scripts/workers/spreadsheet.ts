import { parse } from 'csv-parse/sync';
import type { Place } from '../mapping/place';
import { type Finding, finding } from '../terminal/finding';

/** The names of each column. Capitals, blanks, dashes and underscores do not matter. */
const HEADERS = {
  worker: ['worker', 'identity', 'email'],
  prefix: ['prefix'],
  number: ['number', 'phone', 'phone number', 'mobile'],
};

type Column = keyof typeof HEADERS;

/**
 * One line: this worker has these numbers for customers of this prefix. A blank prefix means the
 * default.
 */
export interface Row extends Record<Column, string> {
  line: number;
  /** Whether a cell beyond the last header is not blank. Nobody knows what it means. */
  isTooLong: boolean;
  /** The place of the line. */
  place: Place;
  /** The place of a cell. It also has the worker, for a terminal alone. */
  at(column: Column): Place;
}

/**
 * Reads a spreadsheet of workers and numbers, as Excel, Numbers and Google Sheets write it: CSV in
 * UTF-8, with commas, semicolons or tabs, with or without a byte order mark.
 *
 * @param file The name of the file.
 * @param findings Collects what is wrong with the whole file. They quote only known headers,
 *   because the first line is a worker if the headers are missing.
 * @returns The lines with a worker, with a number, or with too many cells. Each cell is without the
 *   white space around it. If the file as a whole is wrong, there are no lines: each line would be
 *   wrong too.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function readSpreadsheet(bytes: Buffer, file: string, findings: Finding[]): Row[] {
  const whole = { name: file, file };
  const none = (fault: Finding) => {
    findings.push(fault);
    return [];
  };
  const encoding = otherEncoding(bytes);
  if (encoding) return none(finding('spreadsheet/encoding', whole, encoding));
  const { lines, broken } = linesOf(new TextDecoder().decode(bytes));
  if (broken) return none(finding('spreadsheet/quotes', { ...whole, position: () => `${broken}` }));
  if (lines.length === 0) return none(finding('spreadsheet/empty', whole));
  const headers = lines.shift()?.cells.map((cell) => cell.trim()) ?? [];
  const indexOf = (column: Column) => headers.findIndex((header) => isCalled(header, column));
  const width = headers.findLastIndex((header) => header) + 1;
  const faults = (['worker', 'prefix', 'number'] as const).flatMap((column) => {
    const found = headers.filter((header) => isCalled(header, column));
    if (found.length > 1) return finding('spreadsheet/columns', whole, column, found);
    const isMissing = found.length === 0 && column !== 'prefix';
    return isMissing ? finding('spreadsheet/no-column', whole, column) : [];
  });
  if (faults.length > 0) {
    findings.push(...faults);
    return [];
  }
  const rows = lines.map(({ line, cells }) => {
    const cell = (column: Column) => cells[indexOf(column)]?.trim() ?? '';
    const worker = cell('worker');
    const at = (column: Column) => ({
      name: `column "${headers[indexOf(column)]}"`,
      file,
      position: () => `${line}`,
      counted: worker ? [worker] : [],
    });
    const isTooLong = cells.slice(width).some((beyond) => beyond.trim());
    const place = { ...whole, position: () => `${line}` };
    return { line, isTooLong, place, worker, prefix: cell('prefix'), number: cell('number'), at };
  });
  return rows.filter(({ worker, number, isTooLong }) => worker || number || isTooLong);
}

function isCalled(header: string, column: Column): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/[\s_-]/g, '');
  return HEADERS[column].some((name) => plain(name) === plain(header));
}

function otherEncoding(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 2).toString('latin1');
  if (start === 'PK') return 'an Excel workbook';
  if (/^(?:\xff\xfe|\xfe\xff)/.test(start) || start.includes('\0')) return 'UTF-16';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    return 'not UTF-8';
  }
}

interface Lines {
  /** The lines that are not blank. */
  lines: { line: number; cells: string[] }[];
  /** The line of the first record with a wrong quote. */
  broken?: number;
}

function linesOf(text: string): Lines {
  const lines: Lines['lines'] = [];
  let end = 0;
  const [header = ''] = text.split(/[\r\n]/, 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  const delimiter = [';', '\t'].find((other) => count(other) > count(',')) ?? ',';
  try {
    parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record(cells: string[], context) {
        // The library gives the last line of a record. The first line is needed.
        const breaks = cells.join().match(/[\r\n]/g)?.length ?? 0;
        if (cells.some((cell) => cell.trim())) lines.push({ line: context.lines - breaks, cells });
        end = context.lines;
        return null;
      },
    });
    return { lines };
  } catch {
    return { lines, broken: end + 1 };
  }
}
