import { bareAddress, parseAddress } from '../../src/address';
import { recordOf } from '../../src/record';

/** How long Frontline waits: https://www.twilio.com/docs/api/errors/48005 */
export const TIMEOUT_MS = 6_000;

/** How much Frontline reads: https://www.twilio.com/docs/api/errors/48003 */
const MAX_BYTES = 64 * 1024;

/** What came back for a callback. */
export interface Answer {
  status: number;
  contentType: string;
  body: string;
}

/** What Frontline would do with an answer. */
export interface Verdict {
  /** Not known, where something could not be checked. */
  right: boolean | undefined;
  text: string;
  /** The proxy address, if the answer is right. */
  proxyAddress?: string;
}

/**
 * Judges an answer as Frontline would.
 *
 * @param answer What came back.
 * @param question What was asked.
 * @param signed Whether the request had a signature.
 * @returns The verdict in words, with the Twilio error code that Frontline would report.
 * @see https://www.twilio.com/docs/frontline/outgoing-conversations
 */
export function judge(
  answer: Answer,
  question: { ChannelType: string; ChannelValue: string },
  signed: boolean,
): Verdict {
  const { status, contentType, body } = answer;
  if (status < 200 || status > 299) return judgeError(answer, signed);
  if (Buffer.byteLength(body) > MAX_BYTES) {
    return fails(48003, `the answer is over ${MAX_BYTES / 1024} kB`);
  }
  const json = parse(body);
  if (json === undefined) return fails(48003, 'the answer is not JSON');
  if (!contentType.toLowerCase().startsWith('application/json')) {
    return fails(48003, `the answer is not application/json, but ${contentType || 'of no type'}`);
  }
  const address = recordOf(json).proxy_address;
  if (address === undefined) return fails(48026, 'the answer has no proxy_address');
  const parsed = parseAddress(question.ChannelType, address);
  if (typeof parsed !== 'string') return fails(parsed.code, `proxy_address ${parsed.reason}`);
  if (parsed !== address) return fails(48029, `proxy_address has no prefix: ${parsed} is right`);
  if (bareAddress(parsed) === bareAddress(question.ChannelValue)) {
    return fails(48027, "proxy_address is the customer's own");
  }
  return {
    right: true,
    text: `Frontline would start the conversation: the customer sees ${parsed}.`,
    proxyAddress: parsed,
  };
}

/**
 * Judges what came of a request that nobody signed: it must not reach a protected Function.
 *
 * @param url Where it was sent.
 * @param answer What came back.
 * @returns The verdict. The local runtime checks no signatures, so there it says nothing.
 * @see https://www.twilio.com/docs/serverless/functions-assets/visibility
 */
export function judgeUnsigned(url: URL, { status, body }: Answer): Verdict {
  // The Function's own refusals say that it was reached.
  if ((status === 401 || status === 403) && codeOf(body) === undefined) {
    return { right: true, text: `Without a signature the request is refused (${status}).` };
  }
  if (/^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname)) {
    return {
      right: undefined,
      text: 'Signatures are not checked locally: Twilio does that, once deployed.',
    };
  }
  const text = `Without a signature the request got ${status}: anybody can ask. Is it deployed as protected?`;
  return { right: false, text };
}

/** A refusal of the Function carries Twilio's reason, which tells more than Frontline's own code. */
function judgeError({ status, body }: Answer, signed: boolean): Verdict {
  const code = codeOf(body);
  if (code !== undefined) {
    return fails(48004, `the Function refuses with ${code}: ${recordOf(parse(body)).message}`);
  }
  if (status === 401 || status === 403) {
    const reason = signed
      ? `the signature was refused (${status}): AUTH_TOKEN must be that of the account it is deployed to`
      : `the request was refused (${status}), as it was not signed: set AUTH_TOKEN`;
    return fails(48004, reason);
  }
  if (status === 404) {
    const path = '/callbacks/outgoing-conversation';
    return fails(48004, `nothing is there (${status}): the path must be ${path}`);
  }
  return fails(48004, `the callback failed with status ${status}`);
}

/**
 * Words a failure.
 *
 * @param code The Twilio error code that Frontline would report.
 * @param reason Why.
 * @returns The verdict.
 */
export function fails(code: number, reason: string): Verdict {
  return {
    right: false,
    text: `Frontline would report ${code}: ${reason.replace(/\.$/, '')}.\nhttps://www.twilio.com/docs/api/errors/${code}`,
  };
}

/** The code of one of the Function's refusals. */
function codeOf(body: string): number | undefined {
  const { code } = recordOf(parse(body));
  return typeof code === 'number' ? code : undefined;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
