import type { Twilio } from 'twilio';
import { recordOf } from '../../src/record';
import { grouped } from '../mapping/grouped';
import { type Failure, type Finding, finding } from '../terminal/finding';
import { asFailure, twilioClient } from './client';
import type { Credentials } from './configuration';
import { credentialFaults, missing } from './credentials';

/** The largest page of Twilio's lists. */
export const PAGE_SIZE = 1000;
const TIMEOUT_MS = 5_000;

/** A question about the account that only Twilio can answer. */
export interface Inquiry {
  /** The question: "whether …". */
  what: string;
  /** Whether a command goes on without the answer. Only wrong credentials are an error then. */
  isOptional?: true;
  /** Whether no document says that this API takes an API key. */
  mayRefuseKeys?: true;
  ask(client: Twilio): Promise<Finding[]>;
}

/**
 * Asks Twilio all questions at once, through one client. Findings name the questions that could not
 * be asked, and why. Malformed credentials are found even without a question, because they also
 * sign requests.
 */
export async function inquire(inquiries: Inquiry[], credentials: Credentials): Promise<Finding[]> {
  const faults = credentialFaults(credentials);
  if (faults.length > 0 || inquiries.length === 0) return faults;
  const notSet = missing(credentials);
  if (notSet) {
    const what = inquiries.map((inquiry) => inquiry.what).join(', ');
    return [finding('account/no-credentials', [], what, notSet)];
  }
  const client = twilioClient(credentials, TIMEOUT_MS);
  const failed: Unanswered[] = [];
  const found = inquiries.map(({ what, isOptional, mayRefuseKeys, ask }) =>
    client.then(ask).catch((failure): Finding[] => {
      const isKey = mayRefuseKeys && credentials.TWILIO_API_KEY;
      const isFault = !isOptional || (recordOf(failure).status === 401 && !isKey);
      failed.push({ what, why: asFailure(failure).text, isFault });
      return [];
    }),
  );
  return [...(await Promise.all(found)).flat(), ...unanswered(failed)];
}

/** A question that Twilio has not answered, why, and whether that is an error. */
interface Unanswered {
  what: string;
  why: Failure['text'];
  isFault: boolean;
}

/** Names the questions with one reason together. Offline, each host of Twilio has the same reason. */
function unanswered(failed: Unanswered[]): Finding[] {
  const byReason = grouped(failed, ({ why }) => `${why}`.replace(/[\w.-]+\.twilio\.com/g, ''));
  return [...byReason.values()].map((all) => {
    const what = all.map((one) => one.what).join(', ');
    const unchecked = finding('account/failed', [], what, all[0].why);
    return all.some(({ isFault }) => isFault) ? { ...unchecked, level: 'error' } : unchecked;
  });
}

/** One of Twilio's lists of what an account owns, such as its phone numbers. */
export interface OwnedList {
  channels: string[];
  what: string;
  ask(client: Twilio): Promise<Owned>;
}

/** The addresses of one list that an account owns. */
export interface Owned {
  addresses: string[];
  /** The phone numbers, by their SIDs. */
  numbersBySid: Map<string, string>;
  /** Tells why an address cannot be a proxy address on a channel; undefined if it can. */
  faultOf: (address: string, channel: string) => Finding | undefined;
}

/**
 * The lists that say whether an account owns an address and can send from it.
 *
 * @see https://www.twilio.com/docs/api/errors/48028
 * @see https://www.twilio.com/docs/api/errors/48030
 */
export const OWNED_LISTS: OwnedList[] = [
  { channels: ['sms', 'voice'], what: "the account's phone numbers (48028)", ask: phoneNumbers },
  { channels: ['whatsapp'], what: "the account's WhatsApp senders (48030)", ask: whatsappSenders },
];

/** @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
async function phoneNumbers(client: Twilio): Promise<Owned> {
  const numbers = await client.incomingPhoneNumbers.list({ pageSize: PAGE_SIZE });
  const owned = new Map(numbers.map((one) => [one.phoneNumber, one.capabilities]));
  const faultOf: Owned['faultOf'] = (address, channel) => {
    const capabilities = owned.get(address);
    if (!capabilities) return finding('address/unowned', [], 'phone numbers', 48028);
    const isCall = channel === 'voice';
    if (isCall ? capabilities.voice : capabilities.sms) return undefined;
    return finding('address/incapable', [], isCall ? 'make calls' : 'send SMS');
  };
  const numbersBySid = new Map(numbers.map(({ sid, phoneNumber }) => [sid, phoneNumber]));
  return { addresses: [...owned.keys()], numbersBySid, faultOf };
}

/** @see https://www.twilio.com/docs/whatsapp/api/senders */
async function whatsappSenders(client: Twilio): Promise<Owned> {
  const { channelsSenders } = client.messaging.v2;
  const senders = await channelsSenders.list({ channel: 'whatsapp', pageSize: PAGE_SIZE });
  const statuses = new Map(senders.map(({ senderId, status }) => [senderId, `${status}`]));
  const faultOf: Owned['faultOf'] = (address) => {
    const status = statuses.get(address);
    if (status === undefined) return finding('address/unowned', [], 'WhatsApp senders', 48030);
    // A sender with the status ONLINE:UPDATING can still send.
    return status.startsWith('ONLINE') ? undefined : finding('address/offline', [], status);
  };
  return { addresses: [...statuses.keys()], numbersBySid: new Map(), faultOf };
}
