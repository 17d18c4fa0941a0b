import {
  copyFileSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { applyEdits, findNodeAtLocation, modify, type Node, parseTree } from 'jsonc-parser';
import { ASSET_FILE } from '../../src/asset';

/** Replaces the mapping's text at once or not at all. Its byte order mark, its mode and a link to it stay. */
export function writeAsset(assetsFolder: string, text: string): void {
  const file = realpathSync(path.join(assetsFolder, ASSET_FILE));
  const mark = readFileSync(file, 'utf8').startsWith('\uFEFF') ? '\uFEFF' : '';
  // By its name a private asset, should it be left behind.
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
 * Replaces a channel's `workers` in the text of a mapping, and leaves all else as it stands: order, indentation,
 * line endings. A pool becomes the channel's default; a channel that is missing is added.
 *
 * @param text A mapping, without a byte order mark, in which neither the channel nor its `workers` stand twice.
 * @param workers By identity an entry of the mapping, or nothing to keep the entry as it is written.
 */
export function replaceWorkers(
  text: string,
  channel: string,
  workers: Map<string, unknown>,
): string {
  const { eol, indent, isOneLine, options } = formOf(text);
  const entry = nodeAt(text, [channel]);
  const table = nodeAt(text, [channel, 'workers']);
  let edited = text;
  if (entry && entry.type !== 'object') {
    edited = applyEdits(text, modify(text, [channel], { default: 0, workers: 0 }, options));
    const pool = textOf(text, entry).replaceAll(eol, eol + indent);
    edited = withText(edited, [channel, 'default'], pool);
  } else if (!table) {
    edited = applyEdits(text, modify(text, [channel, 'workers'], 0, options));
  }
  const written = new Map(
    table?.children?.map((property) => [property.children?.[0]?.value, textOf(text, property)]),
  );
  const { offset = 0 } = nodeAt(edited, [channel, 'workers']) ?? {};
  const [margin = ''] = /^[ \t]*/.exec(edited.slice(edited.lastIndexOf('\n', offset) + 1)) ?? [];
  const end = isOneLine ? ' ' : eol + margin;
  const start = isOneLine ? ' ' : end + indent;
  // A worker a line, so that a change of one is a change of one line.
  const entries = [...workers].map(
    ([worker, value]) =>
      start +
      (value === undefined
        ? written.get(worker)
        : `${JSON.stringify(worker)}: ${inOneLine(value)}`),
  );
  // Here, and not by modify, which takes minutes for a large table.
  return withText(
    edited,
    [channel, 'workers'],
    `{${entries.join()}${entries.length > 0 ? end : ''}}`,
  );
}

function formOf(text: string) {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const [indent] = /^[ \t]+(?=\S)/m.exec(text) ?? ['  '];
  const formattingOptions = { insertSpaces: !indent.includes('\t'), tabSize: indent.length, eol };
  const isOneLine = !/^\{\s*\}$|[\r\n]/.test(text.trim());
  return { eol, indent, isOneLine, options: isOneLine ? {} : { formattingOptions } };
}

/** No address and no prefix has white space in it. */
function inOneLine(value: unknown): string {
  const spaced = JSON.stringify(value, null, 1).replace(/\s+/g, ' ');
  return spaced.replace(/\[ | \]/g, (bracket) => bracket.trim());
}

function nodeAt(text: string, path: string[]): Node | undefined {
  const root = parseTree(text);
  return root && findNodeAtLocation(root, path);
}

function textOf(text: string, { offset, length }: Node): string {
  return text.slice(offset, offset + length);
}

function withText(text: string, path: string[], content: string): string {
  const { offset = 0, length = 0 } = nodeAt(text, path) ?? {};
  return text.slice(0, offset) + content + text.slice(offset + length);
}
