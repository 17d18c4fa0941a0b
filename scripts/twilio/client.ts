import type { Twilio } from 'twilio';
import { isRecord } from '../../src/record';
import type { Credentials } from './configuration';
import { NO_ANSWER, TwilioFailure } from './failure';

/** How often a request is sent again that Twilio refuses for now (429); the SDK waits ever longer. */
export const RETRIES = 2;

/**
 * Makes a client of Twilio's REST API, whose requests end in time, and only with an answer that is a JSON
 * object. The SDK is loaded only now: it takes as long as all the rest of a command.
 *
 * @throws TwilioFailure for credentials that cannot be any: https://www.twilio.com/docs/iam/api/authtoken
 */
export async function twilioClient(
  { accountSid, authToken }: Credentials,
  timeoutMs: number,
): Promise<Twilio> {
  if (!/^AC[0-9a-f]{32}$/i.test(accountSid)) {
    throw new TwilioFailure('ACCOUNT_SID must be AC and 32 hexadecimal digits.');
  }
  if (!/^[0-9a-z]{32}$/i.test(authToken)) {
    throw new TwilioFailure('AUTH_TOKEN must be 32 letters and digits.');
  }
  const { default: twilio } = await import('twilio');
  const httpClient = new twilio.RequestClient({ autoRetry: true, maxRetries: RETRIES });
  const request = httpClient.request.bind(httpClient);
  httpClient.request = async (options) => {
    const response = await inTime(request({ ...options, timeout: timeoutMs }), timeoutMs);
    if (response.statusCode < 400 && !isRecord(response.body)) {
      const { hostname } = new URL(options.uri);
      throw new TwilioFailure(
        `An answer of ${hostname} could not be understood (${response.statusCode}, but no JSON object).`,
      );
    }
    return response;
  };
  return twilio(accountSid, authToken, { httpClient, lazyLoading: true });
}

/** The SDK's own timeout ends a request, but none whose connection is never made. */
async function inTime<T>(request: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TwilioFailure(NO_ANSWER)), ms);
  });
  return Promise.race([request, late]).finally(() => clearTimeout(timer));
}
