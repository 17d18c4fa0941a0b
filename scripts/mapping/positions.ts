import { type JSONVisitor, visit } from 'jsonc-parser';

/** Deeper than this nothing belongs to a mapping: a pool in the prefixes of a worker's rules. */
const MAX_DEPTH = 8;

/** Where the values of a mapping stand in its text. */
export interface Positions {
  /** The line; where all stands in one, line and column. Of a key that stands twice, the last counts. */
  of(path: string): string | undefined;
  /** Where else in its table a key stands, to no effect. */
  earlier(path: string, tablePath: string): string[];
}

/** Joins the path of a table or list, and a key or an index of it. The mapping's own path is empty. */
export function pathOf(path: string, key: string | number): string {
  return `${path}\0${key}`;
}

/** Finds where the values of a mapping stand. The text is JSON, and is read only if somebody asks. */
export function positionsIn(text: string): Positions {
  const isRepeated = once(() => hasRepeatedKeys(text));
  const offsets = once(() => offsetsIn(text));
  const position = once(() => positionFinder(text));
  return {
    of(path) {
      const offset = offsets().get(path)?.at(-1);
      return offset === undefined ? undefined : position()(offset);
    },
    earlier(path, tablePath) {
      if (!isRepeated()) return [];
      const table = offsets().get(tablePath)?.at(-1) ?? 0;
      const all = offsets().get(path) ?? [];
      return all
        .slice(0, -1)
        .filter((offset) => offset > table)
        .map(position());
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function hasRepeatedKeys(text: string): boolean {
  const tables: Set<string>[] = [];
  let isRepeated = false;
  visitAll(text, {
    onObjectBegin: () => void tables.push(new Set()),
    onObjectProperty(key) {
      const keys = tables.at(-1);
      isRepeated ||= keys?.has(key) ?? false;
      keys?.add(key);
    },
    onObjectEnd: () => void tables.pop(),
  });
  return isRepeated;
}

/** Every offset at which a value of a path stands. */
function offsetsIn(text: string): Map<string, number[]> {
  const offsets = new Map<string, number[]>();
  const tables: { path: string; key: string | number }[] = [];
  const next = (offset: number) => {
    if (tables.length > MAX_DEPTH) return '';
    const table = tables.at(-1);
    const path = table ? pathOf(table.path, table.key) : '';
    if (typeof table?.key === 'number') table.key += 1;
    offsets.set(path, [...(offsets.get(path) ?? []), offset]);
    return path;
  };
  const enter = (key: string | number) => (offset: number) => {
    tables.push({ path: next(offset), key });
  };
  const leave = () => void tables.pop();
  visitAll(text, {
    onObjectBegin: enter(''),
    onObjectProperty(key) {
      const table = tables.at(-1);
      if (table) table.key = key;
    },
    onObjectEnd: leave,
    onArrayBegin: enter(0),
    onArrayEnd: leave,
    onLiteralValue: (_value, offset) => void next(offset),
  });
  return offsets;
}

/** jsonc-parser follows brackets by calling itself: what stands behind too many, it does not come to. */
function visitAll(text: string, visitor: JSONVisitor): void {
  try {
    visit(text, visitor);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

/** Makes a function that finds the line of an offset, and the column too where there is but one line. */
function positionFinder(text: string): (offset: number) => string {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) {
    starts.push(end + 1);
  }
  if (starts.length === 1 || text.trim().indexOf('\n') === -1) {
    return (offset) =>
      `${lineOf(starts, offset)}:${offset - (starts[lineOf(starts, offset) - 1] ?? 0) + 1}`;
  }
  return (offset) => `${lineOf(starts, offset)}`;
}

/** How many lines start before an offset or at it, found by halves. */
function lineOf(starts: number[], offset: number): number {
  let from = 0;
  let to = starts.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((starts[middle] ?? 0) <= offset) from = middle + 1;
    else to = middle;
  }
  return from;
}
