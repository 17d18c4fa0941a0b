import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { ASSET_FILE, parseAsset, type UncheckedMapping } from '../../src/asset';
import { demandAssetText } from '../twilio/configuration';

/**
 * Reads the mapping in the assets folder, and the mapping to compare it with.
 *
 * @param from A file's path. If there is no file at this path, a commit in any form that git knows.
 * @throws Error in one line if a mapping is missing, or is not one JSON object.
 */
export function readMappings(
  from: string,
  assetsFolder: string,
): [before: UncheckedMapping, after: UncheckedMapping] {
  const after = parseAsset(demandAssetText(assetsFolder));
  const isFile = statSync(from, { throwIfNoEntry: false })?.isDirectory() === false;
  const text = isFile ? readFileSync(from, 'utf8') : committed(from, assetsFolder);
  try {
    return [parseAsset(text), after];
  } catch {
    throw new Error(`The mapping of ${from} is not one JSON object.`);
  }
}

/** @see https://git-scm.com/docs/gitrevisions */
function committed(from: string, cwd: string): string {
  const args = ['show', '--end-of-options', `${from}:./${ASSET_FILE}`];
  const options = { cwd, encoding: 'utf8', maxBuffer: Number.POSITIVE_INFINITY } as const;
  const { status, stdout, stderr, error } = spawnSync('git', args, options);
  if (status === 0) return stdout;
  const why = error ? 'git is not installed' : stderr.split('\n')[0];
  throw new Error(`${from} is neither a file nor a commit with a mapping (${why}).`);
}
