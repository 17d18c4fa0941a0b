import { type AddressFault, bareAddress, checkAddress } from '../../src/address';
import { recordOf } from '../../src/record';
import type { ErrorCode } from '../../src/refusal';
import { type Finding, finding } from '../terminal/finding';
import { addressGiven, type Personal, personal } from '../terminal/personal';
import { isLocal, parsed } from '../twilio/network';
import { CALLBACK_PATH } from '../twilio/project';

/** Frontline's size limit for an answer: https://www.twilio.com/docs/api/errors/48003 */
export const MAX_BYTES = 64 * 1024;

/** How Twilio refuses a signature. Its pages name both 403 and 400. */
const REFUSES = [400, 401, 403];

/** The HTTP response to a callback. */
export interface Answer {
  status: number;
  contentType: string;
  body: string;
}

/**
 * Judges an answer as Frontline would, with the Twilio error code that Frontline would report.
 *
 * @returns The verdict, and the proxy address if the answer is right.
 * @see https://www.twilio.com/docs/frontline/outgoing-conversations
 */
export function judge(
  answer: Answer,
  question: { ChannelType: string; ChannelValue: string },
): { verdict: Finding; proxyAddress?: string } {
  const { status, contentType, body } = answer;
  if (status < 200 || status > 299) return { verdict: judgeError(answer) };
  if (Buffer.byteLength(body) > MAX_BYTES) return { verdict: finding('answer/too-large', []) };
  const json = parsed(body);
  if (json === undefined) return { verdict: finding('answer/no-json', []) };
  if (!contentType.toLowerCase().startsWith('application/json')) {
    return { verdict: finding('answer/type', [], contentType) };
  }
  const given = recordOf(json).proxy_address;
  if (given === undefined) return { verdict: finding('answer/no-address', []) };
  const address = withScheme(question.ChannelType, checkAddress(question.ChannelType, given));
  if (typeof address !== 'string') {
    return { verdict: finding('answer/malformed', [], address.code, address.reason) };
  }
  const right = addressGiven(address);
  if (address !== given) return { verdict: finding('answer/prefix', [], right) };
  if (bareAddress(address) === bareAddress(question.ChannelValue)) {
    return { verdict: finding('answer/own', []) };
  }
  return { verdict: finding('answer/right', [], right), proxyAddress: address };
}

/**
 * Adds the scheme that an address of Messenger needs, on both sides of a conversation.
 *
 * @see https://www.twilio.com/docs/messaging/channels/facebook-messenger
 */
export function withScheme(channel: string, address: string | AddressFault): string | AddressFault {
  if (channel !== 'messenger' || typeof address !== 'string') return address;
  return /^messenger:/i.test(address) ? address : `messenger:${address}`;
}

/**
 * Judges the answer to a request without a signature. This request must not reach a protected
 * Function. The local runtime does not check signatures, so its answer proves nothing.
 *
 * @see https://www.twilio.com/docs/serverless/functions-assets/visibility
 * @see https://www.twilio.com/docs/serverless/functions-assets/functions/request-flow
 */
export function judgeUnsigned(url: URL, answer: Answer): Finding {
  const { status } = answer;
  const isReached = isAddress(answer) || refusalOf(answer) !== undefined;
  if (!isReached && REFUSES.includes(status)) return finding('unsigned/refused', [], status);
  if (isLocal(url)) return finding('unsigned/local', []);
  return finding(isReached ? 'unsigned/answered' : 'unsigned/elsewhere', [], status);
}

/** If the Function refused, its code and message say more than the code of Frontline. */
function judgeError(answer: Answer): Finding {
  const { status } = answer;
  const refusal = refusalOf(answer);
  if (refusal) return finding('answer/refusal', [], refusal.code, refusal.message);
  if (REFUSES.includes(status)) return finding('answer/wrong-signature', [], status);
  if (status === 404) return finding('answer/not-found', [], CALLBACK_PATH);
  return finding('answer/failed', [], status);
}

/** The codes of the Function's refusals. */
const CODES: ErrorCode[] = [48000, 48004, 48026, 48027, 48029];

/** Finds the code and message of a refusal. `undefined` if the Function did not send the answer. */
export function refusalOf({ status, body }: Answer): { code: number; message: string } | undefined {
  const { message, more_info, ...told } = recordOf(parsed(body));
  const code = CODES.find((known) => known === told.code);
  const isOurs = told.status === status && `${more_info}`.endsWith(`/errors/${code}`);
  return code && isOurs && typeof message === 'string' ? { code, message } : undefined;
}

/** Finds the address in an answer, whoever sent it. */
export function addressOf({ body }: Answer): string | undefined {
  const { proxy_address: address } = recordOf(parsed(body));
  return typeof address === 'string' ? address : undefined;
}

/** The beginning of an answer's body. The address in it may be an identity in the wrong place. */
export function beginningOf(answer: Answer): Personal {
  const beginning = answer.body.slice(0, 1000);
  const address = addressOf(answer) ?? '';
  const canBeTold = `${addressGiven(address)}` === address;
  return personal(beginning, canBeTold ? beginning : undefined);
}

/** Whether the Function sent the answer: an object with an address and nothing else. */
function isAddress(answer: Answer): boolean {
  const keys = Object.keys(recordOf(parsed(answer.body)));
  return answer.status === 200 && keys.length === 1 && addressOf(answer) !== undefined;
}
