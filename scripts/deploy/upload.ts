import type { Twilio } from 'twilio';
import { recordOf } from '../../src/record';
import { failure } from '../terminal/finding';
import type { DeployedFile } from './files';

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
