import { stringify } from 'node:querystring';
import { setTimeout as delay } from 'node:timers/promises';
import type { Twilio } from 'twilio';
import { isRecord, recordOf } from '../../src/record';
import { Failure, failure } from '../terminal/finding';
import { personal } from '../terminal/personal';
import type { Credentials } from './configuration';
import { missing } from './credentials';
import { RUNTIME_HANDLER } from './limits';
import { openNetwork, parsed } from './network';

/**
 * The first pause and the longest. Some answers say how long to wait.
 *
 * @see https://www.twilio.com/docs/api/errors/20429
 * @see https://www.twilio.com/docs/api/errors/59004
 */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 3_000;

/**
 * Makes a client of Twilio's REST API. Each request ends in time, and each success is a JSON
 * object, or empty (204). The SDK is loaded only now, because loading it takes as long as the rest
 * of a command.
 *
 * @param timeout The longest time for each answer, in milliseconds.
 * @param tries How often a request is sent at most, while Twilio refuses it for now (429).
 * @throws Failure if credentials are missing, or if the environment leads to a host that Twilio has closed.
 * @see https://www.twilio.com/docs/libraries/reference/twilio-node/index.html
 */
export async function twilioClient(
  credentials: Credentials,
  timeout: number,
  tries = 3,
): Promise<Twilio> {
  const notSet = missing(credentials);
  if (notSet) throw failure('twilio/no-credentials', notSet);
  demandEdge();
  const [{ default: twilio }, send] = await Promise.all([import('twilio'), openNetwork()]);
  const request = async ({ uri = '', params, data, ...options }: Options) => {
    const { method = 'get', headers, username, password } = options;
    const url = new URL(uri);
    if (params) url.search = stringify({ ...params });
    const authorization = { Authorization: `Basic ${btoa(`${username}:${password}`)}` };
    const body = data instanceof Uint8Array ? data : data && stringify({ ...data });
    const init = { method, headers: { ...headers, ...authorization }, body: body ?? null };
    return patiently(() => send(url, init, timeout), url, tries);
  };
  const { ACCOUNT_SID: accountSid, AUTH_TOKEN, TWILIO_API_KEY, TWILIO_API_SECRET } = credentials;
  const httpClient = Object.assign(new twilio.RequestClient(), { request });
  const settings = { accountSid, httpClient, lazyLoading: true };
  return TWILIO_API_KEY
    ? twilio(TWILIO_API_KEY, TWILIO_API_SECRET, settings)
    : twilio(accountSid, AUTH_TOKEN, settings);
}

type Options = Parameters<Twilio['request']>[0];

/**
 * Refuses a region without an edge. The SDK would make a host of it that Twilio has closed.
 *
 * @see https://www.twilio.com/docs/global-infrastructure/api-domain-migration-guide
 * @see https://www.twilio.com/docs/global-infrastructure/conversations-api-with-twilio-regions
 */
function demandEdge(): void {
  const { TWILIO_REGION: region, TWILIO_EDGE: edge } = process.env;
  if (region && !edge && region !== 'us1') throw failure('twilio/region', region);
}

/**
 * Asks until Twilio does not refuse for now (429). The retry interceptor of undici cannot do it:
 * behind it, `fetch` sends no body again (findings/undici-retry-body.sh).
 */
async function patiently(ask: () => Promise<Response>, url: URL, tries: number) {
  for (let pause = FIRST_PAUSE_MS, left = tries; ; pause *= 2) {
    const response = await ask();
    const text = await response.text();
    left -= 1;
    if (response.status !== 429 || left === 0) return answerOf(url, response, text);
    const asked = 1000 * Number(response.headers.get('retry-after'));
    await delay(Math.min(asked || pause, LONGEST_PAUSE_MS));
  }
}

/** The answer as the SDK reads it. In an error in the form of RFC 9457, `detail` is the message. */
function answerOf({ hostname }: URL, { status: statusCode, headers }: Response, text: string) {
  const body = parsed(text);
  if (statusCode >= 400) {
    const told = isRecord(body) ? { message: body.detail ?? body.title, ...body } : text;
    return { statusCode, headers, body: told };
  }
  const isUsable = statusCode === 204 || (statusCode < 300 && isRecord(body));
  if (!isUsable) throw failure('twilio/answer', hostname, statusCode);
  return { statusCode, headers, body };
}

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
  if (code === 20001 && handler) return failure('deploy/handler', handler, RUNTIME_HANDLER);
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

/**
 * Gives nothing if Twilio answered with this status: 404 where it has no such resource, 410 where it
 * has no such API any more. Throws any other failure.
 */
export function ifStatus(expected: 404 | 410) {
  return (failure: unknown): undefined => {
    if (recordOf(failure).status !== expected) throw failure;
  };
}
