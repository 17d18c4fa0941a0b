import { type JSONPath, visit } from 'jsonc-parser';

/** No part is deeper: the deepest part is a pool in the prefixes of a worker's rules. */
const MAX_DEPTH = 8;

/** The position of a value in the mapping's text. */
export interface Position {
  /** The line. If the text has one line: line and column. The last of duplicate keys counts. */
  line: string;
  /** The lines where the same key stands earlier in its table, without effect. */
  earlier: string[];
  /** The positions of the values inside, by key or index. */
  below?: Map<string | number, Position>;
}

/** Finds the positions of a mapping's values. The text must be valid JSON. */
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
    // visit is recursive, and too many brackets overflow the stack. The positions after them are
    // missing.
    if (!(error instanceof RangeError)) throw error;
  }
  return root;
}
