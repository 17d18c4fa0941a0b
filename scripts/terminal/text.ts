import { styleText } from 'node:util';

// How a text is written for a terminal.

/**
 * Control characters except the line break, characters that change the direction of the text, and
 * invisible characters.
 */
const HIDDEN = /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * Replaces each character that a terminal would obey or hide by its code point: `\u{1b}`.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function visible(text: string): string {
  return text.replace(HIDDEN, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
}

/** Writes JSON that is safe to show on a terminal: the same characters are escaped. */
export function visibleJson(value: unknown): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, null, 2).replace(HIDDEN, (sign) =>
    sign.split('').map(escaped).join(''),
  );
}

/** Names the first character that is invisible, or that only looks like a space: `U+200B`. */
export function hiddenSign(text: string): string | undefined {
  const [sign] = /[\p{Cc}\p{Cf}\u00A0\u2000-\u200A\u202F\u205F\u3000]/u.exec(text) ?? [];
  const code = sign?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return code && `the invisible character U+${code}`;
}

/**
 * Colours a text if the terminal shows colours. Without a terminal, or with `NO_COLOR`, the text
 * stays as it is.
 *
 * @param stream The stream that the text will be printed to.
 * @see https://no-color.org
 */
export function paint(
  style: Parameters<typeof styleText>[0],
  text: string,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  return stream.isTTY ? styleText(style, text, { stream }) : text;
}

/**
 * Aligns a table in columns, two spaces apart. Only the last column may hold colours, because no
 * column is aligned after it.
 */
export function columns(rows: string[][]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
    }
  }
  const padded = (cell: string, index: number) => cell.padEnd(widths[index] ?? 0);
  return rows.map((row) => row.map(padded).join('  ').trimEnd()).join('\n');
}

/** Writes a text as one word for a shell: as it is, or in single quotes. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
