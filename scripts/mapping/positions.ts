import { type JSONPath, type JSONVisitor, visit } from 'jsonc-parser';

/** The keys and indexes that lead from the mapping to a value. */
export type Path = string[];

/** Finds the position of a mapping. The text must be valid JSON. */
export function positionsIn(text: string): Position {
  return new Position(text, 0, text.trim().includes('\n') ? undefined : 0);
}

/**
 * So deep, the values of a table are read with it: a channel, its rules, and a worker. Of deeper
 * values there can be 500,000, so they are read when somebody asks.
 */
const DEPTH = 3;

/** Where a value stands in the mapping's text. */
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
    if (!this.inside) this.read();
    return this.inside?.get(key);
  }

  private read(): void {
    const isSearched = this.repeats;
    this.repeats = false;
    /** The tables and lists that are open, and undefined for those that are too deep. */
    const open: (Position | undefined)[] = [];
    /** The keys of the open tables that are too deep. */
    const keys: Set<string>[] = [];
    const see = (offset: number, _: number, row: number, column: number, path: () => JSONPath) => {
      const inside = open.at(-1)?.inside;
      if (!inside) return open.length === 0 ? this : undefined;
      const key = `${path().at(-1)}`;
      const across = this.column === undefined ? undefined : this.column + column;
      const text = this.text.slice(offset);
      const value = new Position(text, this.row + row, across, inside.get(key));
      value.repeats = false;
      inside.set(key, value);
      return value;
    };
    const begin = (...at: Parameters<typeof see>) => {
      const value = see(...at);
      if (value && open.length < DEPTH) value.inside = new Map();
      else keys[open.length] = new Set();
      open.push(value);
      // Where no key stands twice, the values deeper inside are skipped.
      return open.length <= DEPTH || isSearched;
    };
    const end = () => open.pop();
    visitAll(this.text, {
      ...{ onObjectBegin: begin, onArrayBegin: begin, onObjectEnd: end, onArrayEnd: end },
      onLiteralValue: (_: unknown, ...at: Parameters<typeof see>) => see(...at),
      onObjectProperty: (key) => {
        const others = open.at(-1)?.inside ?? keys[open.length - 1];
        if (others?.has(key)) for (const table of open) if (table) table.repeats = true;
        if (others instanceof Set) others.add(key);
      },
    });
  }
}

/** visit is recursive, and too many brackets overflow the stack: what follows them is not visited. */
function visitAll(text: string, visitor: JSONVisitor): void {
  try {
    visit(text, visitor);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}
