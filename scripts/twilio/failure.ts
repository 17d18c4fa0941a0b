import { recordOf } from '../../src/record';
import { Failure, failure } from '../terminal/finding';
import { personal } from '../terminal/personal';
import { RUNTIME_HANDLERS } from './limits';

/**
 * Says why a request to Twilio failed, and what to do. It copies only parts of the error, because
 * an error of the SDK also holds the credentials.
 */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const { status, code, message, detail = message, name, cause } = recordOf(error);
  if (typeof status !== 'number') {
    if (name === 'TimeoutError') return failure('twilio/late');
    // The code of a connection is a word, such as ECONNRESET. Any other error comes from reading an
    // answer, also that of unzipping it.
    const { code: broken } = recordOf(cause);
    return typeof broken === 'string' && !broken.startsWith('Z_')
      ? failure('twilio/unreachable', broken)
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
  // Twilio's own words may quote an identity.
  const said = personal(`: ${detail}`, typeof code === 'number' && code > 0 ? ` (${code})` : '');
  return failure('twilio/refused', status, said);
}

/** Says why Twilio did not do what it was asked for, in place of the SDK's error. */
export function fail(error: unknown): never {
  throw asFailure(error);
}

/** Gives nothing if Twilio has no such resource. Throws any other failure. */
export function ifMissing(failure: unknown): undefined {
  if (recordOf(failure).status !== 404) throw failure;
}
