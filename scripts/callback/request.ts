import { recordOf } from '../../src/record';
import { isLocal } from '../twilio/local-runtime';
import { type Answer, fails, MAX_BYTES, TIMEOUT_MS, type Verdict } from './verdict';

/** A question as Frontline sends it. */
export interface Request {
  url: URL;
  parameters: {
    Location: string;
    ChannelType: string;
    ChannelValue: string;
    CustomerId: string;
    Worker: string;
  };
  /** Without it, the request goes unsigned. */
  authToken?: string;
}

/**
 * Sends a form as Frontline does, and waits no longer than Frontline does.
 *
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export async function send({ url, parameters, authToken }: Request): Promise<Answer> {
  const signature = authToken && (await sign(authToken, url, parameters));
  const response = await fetch(url, {
    method: 'POST',
    headers: signature ? { 'X-Twilio-Signature': signature } : {},
    body: new URLSearchParams(parameters),
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const { status, headers } = response;
  const contentType = headers.get('content-type') ?? '';
  return { status, contentType, body: await readAtMost(MAX_BYTES + 1, response) };
}

/** Reads no more than it takes to see that it is too much: a body may be endless, or zipped. */
async function readAtMost(bytes: number, { body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop cancels the rest.
    if (size >= bytes) break;
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, bytes));
}

/** The SDK is loaded only where something is signed: it takes as long as all the rest. */
async function sign(
  authToken: string,
  { origin, pathname, search }: URL,
  parameters: Request['parameters'],
): Promise<string> {
  const { default: twilio } = await import('twilio');
  // As it is sent: without a fragment, and without a ? that nothing follows.
  return twilio.getExpectedTwilioSignature(authToken, origin + pathname + search, parameters);
}

/** Says what Frontline would do where no answer came, and what to do about it. */
export function judgeFailure(error: unknown, url: URL): Verdict {
  const { name, cause } = recordOf(error);
  if (name === 'TimeoutError') return fails(48005, 'no answer within 6 s');
  const code = `${recordOf(cause).code ?? recordOf(cause).message ?? name}`;
  return fails(48004, `the URL cannot be reached (${code})${cureOf(code, url)}`);
}

function cureOf(code: string, url: URL): string {
  switch (code) {
    case 'ECONNREFUSED':
      return isLocal(url)
        ? ': nothing listens there. Start it with npm start, or leave --url out'
        : ': nothing listens there. Copy the URL that npm run deploy ended with';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return ': no such host is known. Copy the URL that npm run deploy ended with';
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return isLocal(url)
        ? ': no https is spoken there. Write http://'
        : ': no https is spoken there';
    default:
      return '';
  }
}
