import { recordOf } from '../../src/record';

/**
 * Says in one sentence why a request to Twilio failed, and what to do. What the SDK threw, or the library
 * that deploys, also holds the credentials.
 */
export function describeFailure(error: unknown): string {
  const { status: own, code, message, details, response } = recordOf(error);
  const status = own ?? recordOf(details).status ?? recordOf(response).statusCode;
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
    case 500:
    case 502:
    case 503:
    case 504:
      return `Twilio failed (${status}): try again later, and see https://status.twilio.com.`;
    default:
      return `Twilio answered ${status}: ${message}`;
  }
}
