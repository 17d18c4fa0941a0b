import { type JSONPath, visit } from 'jsonc-parser';

/** Deeper than this nothing belongs to a mapping: a pool in the prefixes of a worker's rules. */
const MAX_DEPTH = 8;

/** Where a value of a mapping stands in its text. */
export interface Position {
  /** The line; where all stands in one, line and column. Of a key that stands twice, the last counts. */
  line: string;
  /** Where else in its table its key stands, to no effect. */
  earlier: string[];
  /** What stands in it, by key or index. */
  below?: Map<string | number, Position>;
}

/** Finds where the values of a mapping stand. The text is JSON. */
export function positionsIn(text: string): Position {
  const isOneLine = !text.trim().includes('\n');
  const root: Position = { line: '1', earlier: [] };
  const see = (_: number, __: number, line: number, column: number, pathOf: () => JSONPath) => {
    const path = pathOf();
    const key = path.pop();
    const table = path.reduce<Position | undefined>((above, one) => above?.below?.get(one), root);
    if (!table || key === undefined) return true;
    table.below ??= new Map();
    const before = table.below.get(key);
    before?.earlier.push(before.line);
    table.below.set(key, {
      line: isOneLine ? `${line + 1}:${column + 1}` : `${line + 1}`,
      earlier: before?.earlier ?? [],
    });
    return path.length < MAX_DEPTH;
  };
  const onLiteralValue = (_: unknown, ...at: Parameters<typeof see>) => void see(...at);
  try {
    visit(text, { onObjectBegin: see, onArrayBegin: see, onLiteralValue });
  } catch (error) {
    // It follows brackets by calling itself: what stands behind too many, it does not come to.
    if (!(error instanceof RangeError)) throw error;
  }
  return root;
}
