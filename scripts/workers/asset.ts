import { constants, copyFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { applyEdits, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { ASSET_FILE } from '../../src/asset';
import { recordOf } from '../../src/record';
import { failure } from '../terminal/finding';
import { readAssetText } from '../twilio/configuration';
import { readFile } from '../twilio/file';
import { NEW_ASSET_FILE } from '../twilio/project';

/**
 * Replaces the mapping's text at once, or not at all. It keeps the byte order mark, the file's
 * mode, and a link to the file.
 *
 * @param before The mapping's text as it was read, without a byte order mark.
 * @throws Failure if the mapping has changed since, or if another run is writing it.
 */
export function writeAsset(assetsFolder: string, text: string, before: string): void {
  const file = realpathSync(path.join(assetsFolder, ASSET_FILE));
  const beside = path.join(path.dirname(file), NEW_ASSET_FILE);
  try {
    // Only one run can make this file, so that no run overwrites what another has written.
    copyFileSync(file, beside, constants.COPYFILE_EXCL);
  } catch (error) {
    throw recordOf(error).code === 'EEXIST' ? failure('asset/locked', beside) : error;
  }
  try {
    const [mark = ''] = /^\uFEFF/.exec(`${readFile(file)}`) ?? [];
    writeFileSync(beside, mark + text);
    if (readAssetText(assetsFolder) !== before) throw failure('asset/changed');
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
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
  const entry = findNodeAtLocation(root, [channel]);
  const table = findNodeAtLocation(root, [channel, 'workers']);
  const part = table ?? entry ?? root;
  const { indent, inside, outside } = lineBreaksIn(text, part);
  // The library's `modify` would format the rest of the same lines, and take minutes for a large
  // table.
  const withMembers = (members: string[]) => {
    const content = members.map((member) => inside + member).join();
    return applyEdits(text, [{ ...part, content: `{${content}${content && outside}}` }]);
  };
  if (table) {
    const written = new Map(
      table.children?.map((property) => [property.children?.[0]?.value, textOf(text, property)]),
    );
    // Each worker has a line, so that a change of one worker is a change of one line.
    return withMembers(
      [...workers].map(([worker, value]) =>
        value === undefined
          ? `${written.get(worker)}`
          : `${JSON.stringify(worker)}: ${inOneLine(value)}`,
      ),
    );
  }
  // Adds one missing part at a time: the channel, its object, then `workers`.
  const withMissing = () => {
    if (part.type !== 'object') {
      return withMembers([`"default": ${textOf(text, part).replaceAll('\n', `\n${indent}`)}`]);
    }
    const missing = `${JSON.stringify(entry ? 'workers' : channel)}: {}`;
    const last = part.children?.at(-1);
    if (!last) return withMembers([missing]);
    const end = last.offset + last.length;
    return applyEdits(text, [{ offset: end, length: 0, content: `,${inside}${missing}` }]);
  };
  return replaceWorkers(withMissing(), channel, workers);
}

/** The line breaks between the members of a part, and after the last one. */
function lineBreaksIn(text: string, { offset }: Node) {
  const [indent] = /^[ \t]+(?=\S)/m.exec(text) ?? ['  '];
  const isOneLine = !/^\{\s*\}$|[\r\n]/.test(text.trim());
  if (isOneLine) return { indent, inside: ' ', outside: ' ' };
  const [margin = ''] = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset) + 1)) ?? [];
  const outside = (text.includes('\r\n') ? '\r\n' : '\n') + margin;
  return { indent, inside: outside + indent, outside };
}

/** Writes a value in one line. No address and no prefix contains white space. */
function inOneLine(value: unknown): string {
  const spaced = JSON.stringify(value, null, 1).replace(/\s+/g, ' ');
  return spaced.replace(/\[ | \]/g, (bracket) => bracket.trim());
}

function textOf(text: string, { offset, length }: Node): string {
  return text.slice(offset, offset + length);
}
