import { bareAddress, checkAddress } from '../../src/address';
import { isRecord, recordOf } from '../../src/record';
import type { ErrorCode } from '../../src/refusal';
import { isLocal } from '../twilio/local-runtime';
import { CALLBACK_PATH } from '../twilio/project';

/** How long Frontline waits: https://www.twilio.com/docs/api/errors/48005 */
export const TIMEOUT_MS = 6_000;

/** How much Frontline reads: https://www.twilio.com/docs/api/errors/48003 */
export const MAX_BYTES = 64 * 1024;

/** What came back for a callback. */
export interface Answer {
  status: number;
  contentType: string;
  body: string;
}

/** What Frontline would do with an answer. */
export interface Verdict {
  /**
   * `unchecked` is what could not be found out, or was not asked; `warning` what is surely unintended, and
   * `reason` why it is so.
   */
  level: 'pass' | 'fail' | 'unchecked' | 'warning' | 'reason';
  text: string;
  /** The proxy address, if the answer is right. */
  proxyAddress?: string;
}

/**
 * Judges an answer as Frontline would, in words, with the Twilio error code that it would report.
 *
 * @param signed Whether the request had a signature.
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
  const json = parsed(body);
  if (json === undefined) return fails(48003, 'the answer is not JSON');
  if (!contentType.toLowerCase().startsWith('application/json')) {
    return fails(48003, `the answer is not application/json, but ${contentType || 'of no type'}`);
  }
  const given = recordOf(json).proxy_address;
  if (given === undefined) return fails(48026, 'the answer has no proxy_address');
  const address = checkAddress(question.ChannelType, given);
  if (typeof address !== 'string') return fails(address.code, `proxy_address ${address.reason}`);
  if (address !== given) return fails(48029, `proxy_address must be written ${address}`);
  if (bareAddress(address) === bareAddress(question.ChannelValue)) {
    return fails(48027, "proxy_address is the customer's own");
  }
  return {
    level: 'pass',
    text: `Frontline would start the conversation: the customer sees ${address}.`,
    proxyAddress: address,
  };
}

/**
 * Judges what came of a request that nobody signed: it must not reach a protected Function. The local
 * runtime checks no signatures, so there it says nothing.
 *
 * @see https://www.twilio.com/docs/serverless/functions-assets/visibility
 * @see https://www.twilio.com/docs/serverless/functions-assets/functions/request-flow
 */
export function judgeUnsigned(url: URL, answer: Answer): Verdict {
  const { status } = answer;
  const isReached = isAddress(answer) || refusalOf(answer) !== undefined;
  // Twilio's own pages say 403, and 400.
  if (!isReached && [400, 401, 403].includes(status)) {
    return { level: 'pass', text: `Without a signature the request is refused (${status}).` };
  }
  if (isLocal(url)) {
    const text = 'Signatures are not checked locally: Twilio does that, once deployed.';
    return { level: 'unchecked', text };
  }
  if (!isReached) {
    const text = `Not checked: whether a request without a signature is refused. It got ${status}, and not from this Function.`;
    return { level: 'unchecked', text };
  }
  const text = `Without a signature the Function itself answers (${status}): anybody can ask it. Deploy it as protected.`;
  return { level: 'fail', text };
}

/** A refusal of the Function carries Twilio's reason, which tells more than Frontline's own code. */
function judgeError(answer: Answer, signed: boolean): Verdict {
  const { status } = answer;
  const refusal = refusalOf(answer);
  if (refusal) {
    const { code, message } = refusal;
    return fails(48004, `the Function refuses with ${code}: ${message}`, code);
  }
  switch (status) {
    case 400:
    case 401:
    case 403:
      return fails(
        48004,
        signed
          ? `the signature was refused (${status}): AUTH_TOKEN must be that of the account it is deployed to`
          : `the request was refused (${status}), as it was not signed: set AUTH_TOKEN`,
      );
    case 404:
      return fails(48004, `nothing is there (${status}): the path must be ${CALLBACK_PATH}`);
    default:
      return fails(48004, `the callback failed with status ${status}`);
  }
}

/** Words a failure, by the Twilio error code that Frontline would report, or by another to read about. */
export function fails(code: number, reason: string, read = code): Verdict {
  return {
    level: 'fail',
    text: `Frontline would report ${code}: ${reason.replace(/\.$/, '')}.\nhttps://www.twilio.com/docs/api/errors/${read}`,
  };
}

const CODES: Record<ErrorCode, true> = {
  48000: true,
  48004: true,
  48026: true,
  48027: true,
  48029: true,
};

/** Finds what the Function refuses with; nothing if it was not the Function that answered. */
export function refusalOf({ status, body }: Answer): { code: number; message: string } | undefined {
  const { status: own, code, message, more_info } = recordOf(parsed(body));
  const isOurs =
    own === status && Object.hasOwn(CODES, `${code}`) && `${more_info}`.endsWith(`/errors/${code}`);
  return isOurs && typeof code === 'number' && typeof message === 'string'
    ? { code, message }
    : undefined;
}

/** Whether it is the Function's answer: an address, and nothing else. */
function isAddress({ status, body }: Answer): boolean {
  const json = parsed(body);
  return (
    status === 200 &&
    isRecord(json) &&
    typeof json.proxy_address === 'string' &&
    Object.keys(json).length === 1
  );
}

/** Parses an answer's body; nothing if it is no JSON. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
