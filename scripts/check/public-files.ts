import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { ASSET_FILE } from '../../src/asset';
import { type Finding, finding } from '../terminal/finding';
import { NEW_ASSET_FILE } from '../twilio/project';

/**
 * Finds the files that the Twilio CLI would make public, including links and hidden files. Of these
 * files, `npm run deploy` deploys only the files in `meant`. A copy of the mapping is an error, any
 * other file is a warning.
 *
 * @param meant The files that shall be public, as paths from the assets folder.
 * @see https://www.twilio.com/docs/labs/serverless-toolkit/general-usage
 */
export function publicFiles(assetsFolder: string, meant: readonly string[]): Finding[] {
  const mapping = path.join(assetsFolder, ASSET_FILE);
  const isMapping = (file: string) =>
    existsSync(mapping) && existsSync(file) && realpathSync(file) === realpathSync(mapping);
  return filesIn(assetsFolder).flatMap((file) => {
    const name = path.relative(assetsFolder, file);
    if (path.basename(file) === NEW_ASSET_FILE) return [finding('file/left', { name: file, file })];
    // A file is private or protected if this word stands directly before its last extension.
    if (/\.(private|protected)$/.test(path.parse(file).name)) return [];
    const url = `/${name.replaceAll(path.sep, '/')}`;
    const place = { name: file, file };
    if (isMapping(file) || /proxy.?address/i.test(name)) {
      return [finding(existsSync(mapping) ? 'file/copy' : 'file/misnamed', place, url)];
    }
    const isMeant = meant.some((one) => path.normalize(one) === name);
    return isMeant ? [] : [finding('file/public', place, url, name)];
  });
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    const leadsTo = statSync(file, { throwIfNoEntry: false });
    if (leadsTo?.isDirectory()) return filesIn(file);
    return name === '.DS_Store' ? [] : [file];
  });
}
