import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { ASSET_FILE, parseAsset, type UncheckedMapping } from '../../src/asset';
import { recordOf } from '../../src/record';
import { demandAssetText } from '../twilio/configuration';

/**
 * Reads the mapping in the assets folder, and the mapping to compare it with.
 *
 * @param from A file's path. If there is no file at this path, a commit in any form that git knows.
 * @throws Error in one line if a mapping is missing, or is not one JSON object.
 */
export async function readMappings(
  from: string,
  assetsFolder: string,
): Promise<[before: UncheckedMapping, after: UncheckedMapping]> {
  const after = parseAsset(demandAssetText(assetsFolder));
  const isFile = statSync(from, { throwIfNoEntry: false })?.isDirectory() === false;
  const text = isFile ? readFileSync(from, 'utf8') : await committed(from, assetsFolder);
  try {
    return [parseAsset(text), after];
  } catch {
    throw new Error(`The mapping of ${from} is not one JSON object.`);
  }
}

/** @see https://git-scm.com/docs/gitrevisions */
async function committed(from: string, cwd: string): Promise<string> {
  try {
    const args = ['show', '--end-of-options', `${from}:./${ASSET_FILE}`];
    const options = { cwd, maxBuffer: Number.POSITIVE_INFINITY };
    return (await promisify(execFile)('git', args, options)).stdout;
  } catch (failure) {
    const { code, stderr } = recordOf(failure);
    const [told] = `${stderr}`.split('\n');
    const why = code === 'ENOENT' ? 'git is not installed' : told;
    throw new Error(`${from} is neither a file nor a commit with a mapping (${why}).`);
  }
}
