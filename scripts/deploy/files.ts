import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { lookup } from 'mime-types';
import { ASSET_FILE, ASSET_PATH } from '../../src/asset';
import { UsageError } from '../terminal/command';
import { ASSETS_FOLDER, CALLBACK_PATH } from '../twilio/project';
import { withRecord } from './record';

/** A file as it is deployed. */
export interface DeployedFile {
  kind: 'Function' | 'asset';
  /** The path of its URL. Twilio also uses the path as the name of the file. */
  path: string;
  access: 'protected' | 'private' | 'public';
  type: string;
  content: Buffer;
}

/**
 * Reads the files to deploy: the Function, the mapping if it exists, and the public files by name.
 * No other file is deployed.
 *
 * @param functionFile The built Function.
 * @param meantPublic The files to make public, as paths from the assets folder.
 * @throws UsageError if one of these files does not exist in the assets folder.
 */
export function filesToDeploy(
  functionFile: string,
  meantPublic: readonly string[],
): DeployedFile[] {
  const file = path.join(ASSETS_FOLDER, ASSET_FILE);
  const mapping = existsSync(file) ? asset(file, ASSET_PATH, 'private') : undefined;
  const code = withRecord(readFileSync(functionFile, 'utf8'), mapping?.content);
  return [
    {
      ...{ kind: 'Function', path: CALLBACK_PATH, access: 'protected' },
      ...{ type: 'application/javascript', content: Buffer.from(code) },
    },
    ...(mapping ? [mapping] : []),
    ...meantPublic.map((name) => {
      const file = path.join(ASSETS_FOLDER, name);
      const isFile = statSync(file, { throwIfNoEntry: false })?.isFile();
      if (!file.startsWith(ASSETS_FOLDER + path.sep) || !isFile) {
        throw new UsageError(`--public ${name}: there is no such file in ${ASSETS_FOLDER}/`);
      }
      return asset(file, file.slice(ASSETS_FOLDER.length).replaceAll(path.sep, '/'), 'public');
    }),
  ];
}

function asset(file: string, urlPath: string, access: DeployedFile['access']): DeployedFile {
  const type = lookup(file) || 'application/octet-stream';
  return { kind: 'asset', path: urlPath, access, type, content: readFileSync(file) };
}
