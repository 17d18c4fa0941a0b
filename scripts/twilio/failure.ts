import { recordOf } from '../../src/record';
import { Failure, failure } from '../terminal/finding';
import { RUNTIME_HANDLERS } from './limits';

/**
 * Says why a request to Twilio failed, and what to do. It copies only parts of the error, because
 * an error of the SDK also holds the credentials.
 */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const { status, code, message } = recordOf(error);
  if (typeof status !== 'number') {
    // The SDK ends a request that is late, or the client does.
    if (code === 'ECONNABORTED' || code === 'ERR_CANCELED') return failure('twilio/late');
    // The code of a network error is a word, such as ECONNREFUSED. Any other error comes from
    // reading an answer.
    return typeof code === 'string'
      ? failure('twilio/unreachable', code)
      : failure('twilio/not-understood');
  }
  // https://github.com/twilio-labs/serverless-toolkit/issues/564
  const [, handler] = /@twilio\/runtime-handler@([\w.-]*\w)/.exec(`${message}`) ?? [];
  if (code === 20001 && handler) {
    return failure('deploy/handler', handler, RUNTIME_HANDLERS[0] ?? '');
  }
  if (status === 401) return failure('twilio/credentials', status);
  if (status === 429) return failure('twilio/too-often', status);
  if (status >= 500) return failure('twilio/failed', status);
  return failure('twilio/refused', status, `${message}`);
}

/** Gives nothing if Twilio has no such resource. Throws any other failure. */
export function ifMissing(failure: unknown): undefined {
  if (recordOf(failure).status !== 404) throw failure;
}
