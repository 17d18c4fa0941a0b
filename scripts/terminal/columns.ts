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
