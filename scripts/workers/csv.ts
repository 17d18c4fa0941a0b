import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { finding } from '../terminal/finding';
import { areHeaders, type Named, type Source } from './columns';

/** A line of a spreadsheet. */
export interface Line {
  /** The number of the line. Of a record with line breaks, the number of the first line. */
  line: number;
  cells: Cell[];
}

/** The text of a cell as it is written, or what a cell has in the place of a text. */
export type Cell = string | { is: string };

/** So many lines can stand before the names of the columns: a title, or a line for a program. */
export const BEFORE_HEADERS = 10;

/**
 * Reads the lines of CSV in UTF-8, as Excel, Numbers and Google Sheets write it: with commas,
 * semicolons or tabs, with or without a byte order mark. A first line `sep=;` names the separator.
 *
 * @returns The lines. If the file as a whole is wrong, there are none.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function linesOfCsv(bytes: Buffer, { whole, named, findings }: Source): Line[] {
  // UTF-16 begins with bytes that no text in UTF-8 has.
  if (!isUtf8(bytes) || bytes.subarray(0, 4).some((byte) => byte < 9)) {
    findings.push(finding('spreadsheet/encoding', whole));
    return [];
  }
  // Some programs write ="+44…", so that a spreadsheet takes a number for a text.
  const text = new TextDecoder().decode(bytes).replace(/(?<=^|[,;\t\r\n])=(?=")/g, '');
  const lines: Line[] = [];
  let line = 1;
  try {
    parse(text, {
      delimiter: delimiterOf(text, named),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      on_record(cells: string[]) {
        lines.push({ line, cells });
        line += cells.join().split(/\r\n|\r|\n/).length;
      },
    });
  } catch {
    findings.push(finding('spreadsheet/quotes', { ...whole, position: () => `${line}` }));
    return [];
  }
  return lines;
}

function delimiterOf(text: string, named: Named): string {
  const first = text.split(/\r\n|\r|\n/, BEFORE_HEADERS);
  const [, declared] = /^"?sep=([^"\r\n])/i.exec(text) ?? [];
  if (declared) return declared;
  const fits = [',', ';', '\t'].find((one) =>
    first.some((line) => areHeaders(line.replaceAll('"', '').split(one), named)),
  );
  const [header = ''] = first;
  const count = (delimiter: string) => header.split(delimiter).length;
  return fits ?? [';', '\t'].find((other) => count(other) > count(',')) ?? ',';
}
