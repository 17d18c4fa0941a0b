import type { Twilio } from 'twilio';
import { isRecord } from '../../src/record';
import { failure } from '../terminal/finding';
import type { Credentials } from './configuration';

/**
 * Makes a client of Twilio's REST API. Each request ends in time, and each success is a JSON
 * object. If Twilio refuses a request for now (429), the client sends it again twice. The SDK is
 * loaded only now, because loading it takes as long as the rest of a command.
 */
export async function twilioClient(
  { ACCOUNT_SID, AUTH_TOKEN }: Credentials,
  timeout: number,
): Promise<Twilio> {
  const { default: twilio } = await import('twilio');
  const httpClient = new twilio.RequestClient({ autoRetry: true, maxRetries: 2, timeout });
  const { request, response } = httpClient.axios.interceptors;
  // The SDK's own timeout does not end a request whose connection is never made.
  request.use((config) => {
    const late = new AbortController();
    setTimeout(() => late.abort(), timeout).unref();
    return Object.assign(config, { signal: late.signal });
  });
  response.use((answer) => {
    if (answer.status >= 400 || isRecord(answer.data)) return answer;
    throw failure('twilio/answer', new URL(`${answer.config.url}`).hostname, answer.status);
  });
  return twilio(ACCOUNT_SID, AUTH_TOKEN, { httpClient, lazyLoading: true });
}
