import type { Twilio } from 'twilio';
import { recordOf } from '../../src/record';
import { inTime } from '../twilio/client';
import type { Credentials } from '../twilio/configuration';
import type { DeployedFile } from './files';

/**
 * Uploads a file as a new version of the Function or asset at a path of the API. It returns
 * Twilio's answer.
 */
export type Upload = (path: string, file: DeployedFile) => Promise<unknown>;

/**
 * Makes the function that uploads files. The SDK has no method for it: files go to a host of their
 * own, in a multipart form. So the function uses the SDK's axios client. It goes the same way to
 * Twilio, and sends a request again as often.
 *
 * @see https://www.twilio.com/docs/serverless/api/resource/function-version
 */
export function uploader(
  client: Twilio,
  { accountSid: username, authToken: password }: Credentials,
  timeout: number,
): Upload {
  const host = client.getHostname('serverless-upload.twilio.com', client.edge, client.region);
  return async (path, { path: urlPath, access, type, content }) => {
    const form = new FormData();
    form.set('Path', urlPath);
    form.set('Visibility', access);
    form.set('Content', new Blob([content], { type }), urlPath);
    const url = `https://${host}/v1/${path}/Versions`;
    const sending = client.httpClient.axios.post<unknown>(url, form, {
      auth: { username, password },
      proxy: false,
      timeout,
      // The SDK sends a request again only after an answer. By default, a refusal is an error.
      validateStatus: null,
    });
    const { status, data } = await inTime(sending, timeout);
    if (status < 400) return data;
    throw Object.assign(new Error(`${recordOf(data).message ?? 'no reason'}`), { status });
  };
}
