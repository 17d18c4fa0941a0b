import type { Twilio } from 'twilio';
import { isRecord } from '../../src/record';
import { failure } from '../terminal/finding';
import type { Credentials } from './configuration';

/**
 * How often a request is sent again if Twilio refuses it for now (429). The SDK waits longer each
 * time.
 */
const RETRIES = 2;

/**
 * Makes a client of Twilio's REST API. Each request ends in time, and each success is a JSON
 * object. The SDK is loaded only now, because loading it takes as long as the rest of a command.
 */
export async function twilioClient(
  { accountSid, authToken }: Credentials,
  timeoutMs: number,
): Promise<Twilio> {
  const { default: twilio } = await import('twilio');
  const httpClient = new twilio.RequestClient({ autoRetry: true, maxRetries: RETRIES });
  const request = httpClient.request.bind(httpClient);
  httpClient.request = async (options) => {
    const response = await inTime(request({ ...options, timeout: timeoutMs }), timeoutMs);
    if (response.statusCode < 400 && !isRecord(response.body)) {
      const { hostname } = new URL(options.uri);
      throw failure('twilio/answer', hostname, response.statusCode);
    }
    return response;
  };
  return twilio(accountSid, authToken, { httpClient, lazyLoading: true });
}

/**
 * Ends the wait for a request to Twilio. The SDK's own timeout does not end a request whose
 * connection is never made.
 *
 * @throws Failure if the request takes longer.
 */
export async function inTime<T>(request: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failure('twilio/late')), ms);
  });
  return Promise.race([request, late]).finally(() => clearTimeout(timer));
}
