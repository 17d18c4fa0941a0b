import {
  copyFileSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { ASSET_FILE } from '../../src/asset';

/**
 * Replaces the mapping's text at once, or not at all. It keeps the byte order mark, the file's
 * mode, and a link to the file.
 */
export function writeAsset(assetsFolder: string, text: string): void {
  const file = realpathSync(path.join(assetsFolder, ASSET_FILE));
  const mark = readFileSync(file, 'utf8').startsWith('\uFEFF') ? '\uFEFF' : '';
  // Its name makes it a private asset. So it stays private if it is left behind.
  const beside = path.join(path.dirname(file), `.${process.pid}.private.json`);
  try {
    copyFileSync(file, beside);
    writeFileSync(beside, mark + text);
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
}

/**
 * Replaces a channel's `workers` in the text of a mapping. It keeps the rest as it is written:
 * order, indentation, line endings. A pool becomes the channel's default. A missing channel is
 * added.
 *
 * @param text A mapping without a byte order mark. The channel and its `workers` stand in it once
 *   at most.
 * @param workers The new entry of each identity. If the entry is undefined, the old entry stays as
 *   it is written.
 */
export function replaceWorkers(
  text: string,
  channel: string,
  workers: Map<string, unknown>,
): string {
  const root = parseTree(text);
  if (!root) return text;
  const { eol, indent, isOneLine } = formOf(text);
  const entry = findNodeAtLocation(root, [channel]);
  const table = findNodeAtLocation(root, [channel, 'workers']);
  const written = new Map(
    table?.children?.map((property) => [property.children?.[0]?.value, textOf(text, property)]),
  );
  // Each worker has a line, so that a change of one worker is a change of one line.
  const entries = [...workers].map(([worker, value]) =>
    value === undefined
      ? `${written.get(worker)}`
      : `${JSON.stringify(worker)}: ${inOneLine(value)}`,
  );
  const lineBreak = (margin: string) => (isOneLine ? ' ' : eol + margin);
  const objectOf = (members: string[], margin: string) =>
    `{${members.map((member) => lineBreak(margin + indent) + member).join()}${members.length > 0 ? lineBreak(margin) : ''}}`;
  const workersAt = (margin: string) => `"workers": ${objectOf(entries, margin)}`;
  // The library's `modify` would format the rest of the same lines, and take minutes for a large
  // table.
  const withMember = (object: Node, member: (margin: string) => string) => {
    const margin = marginOf(text, object);
    const last = object.children?.at(-1);
    if (!last) return withText(text, object, objectOf([member(margin + indent)], margin));
    const end = { offset: last.offset + last.length, length: 0 };
    return withText(text, end, `,${lineBreak(margin + indent)}${member(margin + indent)}`);
  };
  if (table) return withText(text, table, objectOf(entries, marginOf(text, table)));
  if (entry?.type === 'object') return withMember(entry, workersAt);
  if (!entry) {
    return withMember(
      root,
      (margin) => `${JSON.stringify(channel)}: ${objectOf([workersAt(margin + indent)], margin)}`,
    );
  }
  const margin = marginOf(text, entry);
  const pool = `"default": ${textOf(text, entry).replaceAll(eol, eol + indent)}`;
  return withText(text, entry, objectOf([pool, workersAt(margin + indent)], margin));
}

function formOf(text: string) {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const [indent] = /^[ \t]+(?=\S)/m.exec(text) ?? ['  '];
  const isOneLine = !/^\{\s*\}$|[\r\n]/.test(text.trim());
  return { eol, indent, isOneLine };
}

/** The white space at the start of the line in which a part begins. */
function marginOf(text: string, { offset }: Node): string {
  const [margin = ''] = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset) + 1)) ?? [];
  return margin;
}

/** Writes a value in one line. No address and no prefix contains white space. */
function inOneLine(value: unknown): string {
  const spaced = JSON.stringify(value, null, 1).replace(/\s+/g, ' ');
  return spaced.replace(/\[ | \]/g, (bracket) => bracket.trim());
}

function textOf(text: string, { offset, length }: Node): string {
  return text.slice(offset, offset + length);
}

function withText(text: string, { offset, length }: Omit<Node, 'type'>, content: string): string {
  return text.slice(0, offset) + content + text.slice(offset + length);
}
