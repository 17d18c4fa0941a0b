import { type JSONPath, type JSONVisitor, visit } from 'jsonc-parser';

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
    const tables = new OpenTables();
    let last: Position | undefined;
    const see = (offset: number, _: number, row: number, column: number, path: () => JSONPath) => {
      if (tables.depth !== 1) return;
      const key = `${path()[0]}`;
      const across = this.column === undefined ? undefined : this.column + column;
      last = new Position(this.text.slice(offset), this.row + row, across, inside.get(key));
      last.repeats = false;
      inside.set(key, last);
    };
    const begin = (...at: Parameters<typeof see>) => {
      see(...at);
      // Where no key stands twice, the values deeper inside are skipped.
      return tables.open() === 1 || this.repeats;
    };
    const end = () => tables.close();
    visitAll(this.text, {
      ...{ onObjectBegin: begin, onArrayBegin: begin, onObjectEnd: end, onArrayEnd: end },
      onLiteralValue: (_: unknown, ...at: Parameters<typeof see>) => see(...at),
      onObjectProperty: (key) => {
        if (tables.has(key) && last && tables.depth > 1) last.repeats = true;
      },
    });
    this.repeats = tables.repeat;
    return inside;
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

/**
 * The tables and lists that are open while a text is read. Of each depth, it keeps in which table a
 * key stood last, because to keep the keys of each table takes half the time of reading.
 */
class OpenTables {
  /** Whether any key stood twice in a table. */
  repeat = false;
  private readonly numbers: number[] = [];
  private readonly seen: Map<string, number>[] = [];
  private count = 0;

  get depth(): number {
    return this.numbers.length;
  }

  /** @returns The depth. */
  open(): number {
    this.count += 1;
    return this.numbers.push(this.count);
  }

  close(): void {
    this.numbers.pop();
  }

  /** Whether the innermost table has had this key already. */
  has(key: string): boolean {
    const table = this.numbers.at(-1) ?? 0;
    const keys = this.seen[this.depth] ?? new Map<string, number>();
    const isTwice = keys.get(key) === table;
    this.seen[this.depth] = keys.set(key, table);
    this.repeat ||= isTwice;
    return isTwice;
  }
}
