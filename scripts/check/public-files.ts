import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { ASSET_FILE } from '../../src/asset';
import { assetFiles } from '../twilio/twilio-run';
import { error, type Finding } from './finding';

/**
 * Finds the files that a deployment would make public, links and hidden ones included.
 *
 * @param meant The files that shall be, as paths from the assets folder.
 * @see https://www.twilio.com/docs/serverless/functions-assets/visibility
 */
export async function publicFiles(assetsFolder: string, meant: string[]): Promise<Finding[]> {
  const files = await assetFiles(assetsFolder);
  const mapping = path.join(assetsFolder, ASSET_FILE);
  const isMapping = (file: string) =>
    existsSync(mapping) && realpathSync(file) === realpathSync(mapping);
  return files.flatMap(({ name, path: file, access, urlPath, fault }) => {
    const place = { name: path.join(assetsFolder, name) };
    if (fault) return [error(place, `cannot be deployed: ${fault}`)];
    if (access !== 'public' || meant.map(path.normalize).includes(name)) return [];
    const cure =
      isMapping(file) || /proxy.?address/i.test(name)
        ? 'remove it'
        : `put .private before its last dot, or move it; if everybody may read it: --public ${name}`;
    return [error(place, `would be public on the internet, as ${urlPath}: ${cure}`)];
  });
}
