import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { lookup } from 'mime-types';
import type { Twilio } from 'twilio';
import { ASSET_FILE, ASSET_PATH } from '../../src/asset';
import { recordOf } from '../../src/record';
import { UsageError } from '../terminal/command';
import { failure } from '../terminal/finding';
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

/**
 * Uploads a file as a new version of its Function or asset, which it creates if it is missing. The
 * SDK has no method for this: files go to a host of their own, in a multipart form.
 *
 * @param there The SIDs of the Functions and assets that the Service has, by path.
 * @returns The SID of the version.
 * @see https://www.twilio.com/docs/serverless/api/resource/function-version
 */
export async function uploadVersion(
  client: Twilio,
  serviceSid: string,
  { kind, path, access, type, content }: DeployedFile,
  there: Map<string, string>,
): Promise<string> {
  const { default: twilio } = await import('twilio');
  const { functions, assets } = client.serverless.v1.services(serviceSid);
  const isFunction = kind === 'Function';
  const created = () => (isFunction ? functions : assets).create({ friendlyName: path });
  const sid = said(there.get(path) ?? (await created()).sid, `the SID of ${path}`);
  const list = isFunction ? 'Functions' : 'Assets';
  const form = new FormData();
  form.set('Path', path);
  form.set('Visibility', access);
  form.set('Content', new Blob([content], { type }), path);
  const encoded = new Response(form);
  const answer = await client.request({
    method: 'post',
    uri: `https://serverless-upload.twilio.com/v1/Services/${serviceSid}/${list}/${sid}/Versions`,
    headers: { 'Content-Type': `${encoded.headers.get('Content-Type')}` },
    data: Buffer.from(await encoded.arrayBuffer()),
  });
  if (answer.statusCode >= 400) throw new twilio.RestException(answer);
  return said(recordOf(answer.body).sid, `the SID of the new version of ${path}`);
}

/**
 * Demands a word from Twilio's answer, such as a SID or a domain. Without the word, nobody knows
 * what was done.
 */
export function said(value: unknown, what: string): string {
  if (typeof value === 'string' && /^[\w.-]+$/.test(value)) return value;
  throw failure('deploy/not-said', what);
}
