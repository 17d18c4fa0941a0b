import { recordOf } from '../../src/record';
import { Failure, failure } from '../terminal/finding';

/**
 * Says why a request to Twilio failed, and what to do. What the SDK threw, or the library that uploads, also
 * holds the credentials.
 */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const { status: own, code, message, response } = recordOf(error);
  const status = own ?? recordOf(response).statusCode;
  if (typeof status !== 'number') {
    if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return failure('twilio/late');
    // Of network errors it is a word, as ECONNREFUSED. Whatever else failed, failed while an answer was read.
    return typeof code === 'string'
      ? failure('twilio/unreachable', code)
      : failure('twilio/not-understood');
  }
  switch (status) {
    case 401:
      return failure('twilio/credentials', status);
    case 429:
      return failure('twilio/too-often', status);
    case 500:
    case 502:
    case 503:
    case 504:
      return failure('twilio/failed', status);
    default:
      return failure('twilio/refused', status, messageIn(response) ?? `${message}`);
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
