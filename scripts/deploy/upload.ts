import type { Twilio } from 'twilio';
import { RETRIES } from '../twilio/client';
import type { Credentials } from '../twilio/configuration';
import type { DeployedFile } from './files';

/**
 * Uploads a file as a new version of the Function or asset at a path of the API. It returns
 * Twilio's answer.
 */
export type Upload = (path: string, file: DeployedFile) => Promise<unknown>;

/**
 * Makes the function that uploads files. The SDK cannot upload: files go to a host of their own, in
 * a multipart form.
 *
 * @see https://www.twilio.com/docs/serverless/api/resource/function-version
 */
export async function uploader(
  client: Twilio,
  { accountSid: username, authToken: password }: Credentials,
  timeout: number,
): Promise<Upload> {
  // Loaded late, because loading it takes longer than every check before.
  const { TwilioServerlessApiClient } = await import('@twilio-labs/serverless-api');
  const api = new TwilioServerlessApiClient({ username, password, retryLimit: RETRIES });
  const host = client.getHostname('serverless-upload.twilio.com', client.edge, client.region);
  return async (path, { path: urlPath, access, type, content }) => {
    const form = new FormData();
    form.set('Path', urlPath);
    form.set('Visibility', access);
    form.set('Content', new Blob([content], { type }), urlPath);
    const encoded = new Response(form);
    const answer = await api.request('post', `${path}/Versions`, {
      ...{ prefixUrl: `https://${host}/v1`, responseType: 'text', timeout },
      headers: Object.fromEntries(encoded.headers),
      body: Buffer.from(await encoded.arrayBuffer()),
    });
    return JSON.parse(answer.body);
  };
}
