import { recordOf } from '../../src/record';
import { visible } from '../terminal/visible';

/** Said of a request, and of a connection, that takes too long. */
export const NO_ANSWER = 'Twilio has not answered in time: try again later.';

/** A failure to reach or to understand Twilio, whose message says what happened. */
export class TwilioFailure extends Error {}

/**
 * Says in one sentence why a request to Twilio failed, and what to do. What the SDK threw, or the library
 * that uploads, also holds the credentials.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof TwilioFailure) return error.message;
  const { status: own, code, message, response } = recordOf(error);
  const status = own ?? recordOf(response).statusCode;
  switch (status) {
    case undefined:
      if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return NO_ANSWER;
      // Of network errors it is a word, as ECONNREFUSED. Whatever else failed, failed while an answer was read.
      return typeof code === 'string'
        ? `Twilio could not be reached (${visible(code)}).`
        : 'An answer of Twilio could not be understood.';
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
      return `Twilio answered ${status}: ${visible(`${messageIn(response) ?? message}`)}`;
  }
}

/** What the library that uploads has of Twilio's own words: the body, as text. */
function messageIn(response: unknown): string | undefined {
  const { body } = recordOf(response);
  if (typeof body !== 'string') return undefined;
  try {
    const { message } = recordOf(JSON.parse(body));
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
