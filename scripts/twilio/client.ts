import type { Twilio } from 'twilio';
import type { Credentials } from './configuration';

/**
 * Makes a client of Twilio's REST API. The SDK is loaded only now: it takes as long as all the rest of a
 * command.
 */
export async function twilioClient(
  { accountSid, authToken }: Credentials,
  timeoutMs: number,
): Promise<Twilio> {
  const { default: twilio } = await import('twilio');
  return twilio(accountSid, authToken, { timeout: timeoutMs, lazyLoading: true });
}
