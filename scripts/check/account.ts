import type { Twilio } from 'twilio';
import { checkAddress } from '../../src/address';
import { twilioClient } from '../twilio/client';
import { type Credentials, isComplete } from '../twilio/configuration';
import { describeFailure } from '../twilio/failure';
import { type AddressPlace, error, type Finding } from './finding';

const PAGE_SIZE = 1000;
const TIMEOUT_MS = 5_000;

/** What Twilio says of the addresses. */
export interface Ownership {
  findings: Finding[];
  /** Each address that the account can use. */
  owned: Set<AddressPlace>;
  /** What was not asked, and what it takes. */
  notes: string[];
  /** What was asked, and not answered. */
  failures: string[];
}

/** One of Twilio's lists: each address that the account has, and why it is of no use, if so. */
type Inventory = Map<string, string | undefined>;

const LISTS = [
  { channel: 'sms', what: 'phone numbers', list: phoneNumbers },
  { channel: 'whatsapp', what: 'WhatsApp senders', list: whatsappSenders },
];

/**
 * Asks Twilio whether the account owns the addresses: two lists, however many addresses there are. An
 * error (48028) for each address that is not the account's, or cannot send.
 *
 * @see https://www.twilio.com/docs/api/errors/48028
 */
export async function checkOwnership(
  places: AddressPlace[],
  credentials: Credentials,
): Promise<Ownership> {
  const ownership: Ownership = { findings: [], owned: new Set(), notes: [], failures: [] };
  if (!places.some(({ channel }) => LISTS.some((list) => list.channel === channel))) {
    return ownership;
  }
  if (!isComplete(credentials)) {
    ownership.notes.push(
      'Not checked: whether the account owns the addresses (48028). Set ACCOUNT_SID and AUTH_TOKEN in .env or the environment.',
    );
    return ownership;
  }
  for (const { channel, what, list } of LISTS) {
    const wanted = places.flatMap((place) => {
      const address = place.channel === channel && checkAddress(channel, place.value);
      return typeof address === 'string' ? [{ place, address }] : [];
    });
    if (wanted.length === 0) continue;
    try {
      const inventory = await list(await twilioClient(credentials, TIMEOUT_MS));
      for (const { place, address } of wanted) {
        const fault = inventory.has(address)
          ? inventory.get(address)
          : `is not among this account's ${what}`;
        if (fault) ownership.findings.push(error(place, `${fault} (48028)`));
        else ownership.owned.add(place);
      }
    } catch (failure) {
      ownership.failures.push(
        `Not checked: whether the account owns its ${what} (48028). ${describeFailure(failure)}`,
      );
    }
  }
  return ownership;
}

/** @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
async function phoneNumbers(client: Twilio): Promise<Inventory> {
  const numbers = await client.incomingPhoneNumbers.list({ pageSize: PAGE_SIZE });
  return new Map(
    numbers.map(({ phoneNumber, capabilities }) => [
      phoneNumber,
      capabilities?.sms ? undefined : 'cannot send SMS',
    ]),
  );
}

/** @see https://www.twilio.com/docs/whatsapp/api/senders */
async function whatsappSenders(client: Twilio): Promise<Inventory> {
  const senders = await client.messaging.v2.channelsSenders.list({
    channel: 'whatsapp',
    pageSize: PAGE_SIZE,
  });
  return new Map(
    senders.map(({ senderId, status }) => [
      senderId,
      // ONLINE:UPDATING goes on sending.
      `${status}`.startsWith('ONLINE') ? undefined : `is a WhatsApp sender that is ${status}`,
    ]),
  );
}
