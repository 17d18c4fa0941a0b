import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { ASSET_FILE } from '../../src/asset';
import { error, type Finding, warning } from './finding';

/**
 * Finds the files that the Twilio CLI would make public, links and hidden ones included. `npm run deploy`
 * deploys none of them that is not meant. A copy of the mapping is an error, any other file a warning.
 *
 * @param meant The files that shall be public, as paths from the assets folder.
 * @see https://www.twilio.com/docs/labs/serverless-toolkit/general-usage
 */
export function publicFiles(assetsFolder: string, meant: string[]): Finding[] {
  const mapping = path.join(assetsFolder, ASSET_FILE);
  const isMapping = (file: string) =>
    existsSync(mapping) && existsSync(file) && realpathSync(file) === realpathSync(mapping);
  return filesIn(assetsFolder).flatMap((file) => {
    const name = path.relative(assetsFolder, file);
    // Private and protected are those with the word directly before their last extension.
    if (/\.(private|protected)$/.test(path.parse(file).name)) return [];
    const would = `would be public on the internet, as /${name.replaceAll(path.sep, '/')}`;
    if (isMapping(file) || /proxy.?address/i.test(name)) {
      return [error({ name: file }, `${would}: remove it`)];
    }
    if (meant.map(path.normalize).includes(name)) return [];
    const cure = `put .private before its last dot, or move it; if everybody may read it: --public ${name}`;
    return [warning({ name: file }, `${would}, by twilio serverless:deploy: ${cure}`)];
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
