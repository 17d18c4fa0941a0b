import { recordOf } from '../src/record';

/**
 * Says why a request of the Twilio SDK failed, and no more: the error itself also holds the credentials.
 *
 * @param error What the SDK threw.
 * @returns One sentence, and what to do.
 */
export function describeFailure(error: unknown): string {
  const { status, code, message } = recordOf(error);
  if (status === undefined) {
    return code
      ? `Twilio could not be reached (${code}).`
      : `Twilio could not be asked: ${message}.`;
  }
  switch (status) {
    case 401:
      return `Twilio refused the credentials (${status}): check ACCOUNT_SID and AUTH_TOKEN.`;
    case 429:
      return `Twilio was asked too often (${status}): try again in a minute.`;
    default:
      return `Twilio answered ${status}: ${message}`;
  }
}
