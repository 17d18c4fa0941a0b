import { type JSONPath, visit } from 'jsonc-parser';

/** The keys and indexes that lead from the mapping to a value. */
export type Path = string[];

/** Finds the position of a mapping. The text must be valid JSON. */
export function positionsIn(text: string): Position {
  return new Position(text, 0, text.trim().includes('\n') ? undefined : 0);
}

/**
 * Where a value stands in the mapping's text. It reads where the values inside stand when somebody
 * asks: a mapping can have 500,000 of them, and few are told.
 */
export class Position {
  /** Whether a key stands twice in this value, or deeper. Assumed until somebody has read it. */
  repeats = true;
  private inside: Map<string, Position> | undefined;

  /**
   * @param text The text from the value on.
   * @param row The line, from 0.
   * @param column The column, from 0. Missing if the mapping has several lines.
   * @param before The position of the same key earlier in its table, without effect.
   */
  constructor(
    private readonly text: string,
    private readonly row: number,
    private readonly column: number | undefined,
    private readonly before?: Position | undefined,
  ) {}

  /**
   * Finds the line of a value inside, or else of the nearest value above it. If the text has one
   * line: line and column. The last of duplicate keys counts.
   */
  lineOf([key, ...deeper]: Path): string | undefined {
    const value = key === undefined ? undefined : this.at(key);
    return value && (value.lineOf(deeper) ?? value.line);
  }

  /** Finds the lines where the key of a value inside stands earlier in its table, without effect. */
  earlier([key, ...deeper]: Path): string[] {
    if (!this.repeats || key === undefined) return [];
    const value = this.at(key);
    if (deeper.length > 0) return value?.earlier(deeper) ?? [];
    const lines: string[] = [];
    for (let one = value?.before; one; one = one.before) lines.push(one.line);
    return lines.reverse();
  }

  private get line(): string {
    const line = `${this.row + 1}`;
    return this.column === undefined ? line : `${line}:${this.column + 1}`;
  }

  private at(key: string): Position | undefined {
    this.inside ??= this.read();
    return this.inside.get(key);
  }

  private read(): Map<string, Position> {
    const inside = new Map<string, Position>();
    // The number of each table that is open, from this value inwards, and by depth the table in
    // which a key was seen last.
    const open: number[] = [];
    const seen: Map<string, number>[] = [];
    let tables = 0;
    let last: Position | undefined;
    let repeats = false;
    const see = (offset: number, _: number, row: number, column: number, path: () => JSONPath) => {
      if (open.length !== 1) return;
      const key = `${path()[0]}`;
      const across = this.column === undefined ? undefined : this.column + column;
      last = new Position(this.text.slice(offset), this.row + row, across, inside.get(key));
      last.repeats = false;
      inside.set(key, last);
    };
    const begin = (...at: Parameters<typeof see>) => {
      see(...at);
      // Where no key stands twice, the values deeper inside are skipped.
      tables += 1;
      return open.push(tables) === 1 || this.repeats;
    };
    const end = () => void open.pop();
    const onObjectProperty = (key: string) => {
      const table = open.at(-1) ?? 0;
      seen[open.length] ??= new Map();
      const keys = seen[open.length];
      if (keys?.get(key) === table) {
        repeats = true;
        if (last && open.length > 1) last.repeats = true;
      }
      keys?.set(key, table);
    };
    const onLiteralValue = (_: unknown, ...at: Parameters<typeof see>) => see(...at);
    try {
      visit(this.text, {
        ...{ onObjectBegin: begin, onArrayBegin: begin, onObjectEnd: end, onArrayEnd: end },
        ...{ onObjectProperty, onLiteralValue },
      });
    } catch (error) {
      // visit is recursive, and too many brackets overflow the stack. The positions after them are
      // missing.
      if (!(error instanceof RangeError)) throw error;
    }
    this.repeats = repeats;
    return inside;
  }
}
