import type { Twilio } from 'twilio';
import type { DeployedFile } from './files';

/**
 * Uploads a file as a new version of the Function or asset at a path of the API. The SDK has no
 * method for this: files go to a host of their own, in a multipart form.
 *
 * @returns Twilio's answer.
 * @see https://www.twilio.com/docs/serverless/api/resource/function-version
 */
export async function upload(
  client: Twilio,
  path: string,
  { path: urlPath, access, type, content }: DeployedFile,
): Promise<unknown> {
  const { default: twilio } = await import('twilio');
  const form = new FormData();
  form.set('Path', urlPath);
  form.set('Visibility', access);
  form.set('Content', new Blob([content], { type }), urlPath);
  const encoded = new Response(form);
  const answer = await client.request({
    method: 'post',
    uri: `https://serverless-upload.twilio.com/v1/${path}/Versions`,
    headers: { 'Content-Type': `${encoded.headers.get('Content-Type')}` },
    data: Buffer.from(await encoded.arrayBuffer()),
  });
  if (answer.statusCode >= 400) throw new twilio.RestException(answer);
  return answer.body;
}
