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
  const { username = '', password = '', edge, region } = client;
  const host = client.getHostname('serverless-upload.twilio.com', edge, region);
  const form = new FormData();
  form.set('Path', urlPath);
  form.set('Visibility', access);
  form.set('Content', new Blob([content], { type }), urlPath);
  const { status, data } = await client.httpClient.axios.post(
    `https://${host}/v1/${path}/Versions`,
    form,
    // As in the requests of the SDK itself: its agent knows the way through a proxy, and an
    // interceptor sends a request again if Twilio refuses it for now.
    { auth: { username, password }, proxy: false, validateStatus: () => true },
  );
  if (status >= 400) throw new twilio.RestException({ statusCode: status, body: data });
  return data;
}
