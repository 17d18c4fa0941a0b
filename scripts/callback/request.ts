import { createHmac } from 'node:crypto';
import { recordOf } from '../../src/record';
import { UsageError } from '../terminal/command';
import { Failure, type Finding, finding } from '../terminal/finding';
import { isLocal, openNetwork } from '../twilio/network';
import { type Answer, MAX_BYTES } from './answer';

/** How long Frontline waits: https://www.twilio.com/docs/api/errors/48005 */
const TIMEOUT_MS = 6_000;

/** A question as Frontline sends it. */
export interface Request {
  url: URL;
  parameters: Record<'Location' | 'ChannelType' | 'ChannelValue' | 'CustomerId' | 'Worker', string>;
  /** Signs the request. If it is missing or empty, the request has no signature. */
  authToken?: string;
}

/**
 * Parses the URL of `--url`.
 *
 * @throws UsageError if the text is not a URL of http or https, if it holds a user name or a
 *   password, or if it asks a Function on Twilio without TLS. The error does not repeat the text.
 * @see https://www.twilio.com/llms.txt (Functions answer https alone since 24 September 2026)
 */
export function urlOf(text: string): URL {
  if (!/^https?:\/\/./i.test(text) || !URL.canParse(text)) {
    throw new UsageError('--url must be a URL that begins with https:// or http://.');
  }
  const url = new URL(text);
  if (url.username || url.password) {
    throw new UsageError('--url must not hold a user name or a password.');
  }
  if (url.protocol === 'http:' && url.hostname.endsWith('.twil.io')) {
    throw new UsageError(
      '--url must begin with https://: Twilio answers no plain http. Write https://.',
    );
  }
  return url;
}

/**
 * Sends a form as Frontline does, and waits as long as Frontline does.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export async function send(request: Request): Promise<Answer> {
  const { parameters, authToken } = request;
  // Without a ? at the end, which Node.js 24 would send and Node.js 20 would not. It would count for
  // the signature.
  const { origin, pathname, search } = request.url;
  const url = new URL(origin + pathname + search);
  const network = await openNetwork(url);
  const headers: Record<string, string> = {};
  if (authToken) headers['X-Twilio-Signature'] = signatureOf(url, parameters, authToken);
  const init = { method: 'POST', headers, body: new URLSearchParams(parameters) };
  const response = await network(url, init, TIMEOUT_MS);
  const { status } = response;
  const contentType = response.headers.get('content-type') ?? '';
  return { status, contentType, body: await readAtMost(MAX_BYTES + 1, response) };
}

/**
 * Signs a form as Twilio does. The SDK can do it too, but takes as long to load as the rest of the
 * command.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
function signatureOf({ href }: URL, parameters: Request['parameters'], authToken: string): string {
  const form = new URLSearchParams(parameters);
  form.sort();
  const signed = href + [...form].flat().join('');
  return createHmac('sha1', authToken).update(signed).digest('base64');
}

/** Stops reading when the body is too large: a body may be endless, or may unzip to a large one. */
async function readAtMost(bytes: number, { body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    // `break` cancels the rest of the body.
    if (size >= bytes) break;
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, bytes));
}

/**
 * Says what Frontline would report if no answer comes, and what to do. If this machine could not
 * ask, nothing is known of Frontline.
 */
export function judgeFailure(error: unknown, url: URL): Finding {
  const { name, cause } = recordOf(error);
  const copy = 'Copy the URL that npm run deploy ended with';
  if (error instanceof Failure) return finding('answer/unasked', [], error.text, copy);
  if (name === 'TimeoutError') return finding('answer/late', []);
  const code = `${recordOf(cause).code ?? recordOf(cause).message ?? name}`;
  if (code === 'ECONNREFUSED') {
    const why = `Nothing listens at ${url.host}.`;
    return finding('answer/unasked', [], why, 'Start it with npm start, or omit --url');
  }
  const isTls = /^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/.test(code);
  const secure = `The server does not speak https. ${isLocal(url) ? 'Write http://' : copy}`;
  return finding('answer/unreachable', [], code, isTls ? secure : 'Check the URL');
}
