import type { Twilio } from 'twilio';
import { parseAddress } from '../../src/address';
import type { Credentials } from '../configuration';
import { describeFailure } from '../twilio-failure';
import type { AddressPlace, Finding } from './finding';

const PAGE_SIZE = 1000;
const TIMEOUT_MS = 5_000;

/** What Twilio says of the addresses, and what it was not asked or did not answer. */
export interface Ownership {
  findings: Finding[];
  /** Each address that the account can use. */
  owned: AddressPlace[];
  /** One sentence for each part that was not checked. */
  unchecked: string[];
  /** Whether one of them is a fault: Twilio was asked, and did not answer. */
  failed: boolean;
}

/** One of Twilio's lists: each address that the account has, and why it is of no use, if so. */
type Inventory = Map<string, string | undefined>;

/**
 * Asks Twilio whether the account owns the addresses: two lists, however many addresses there are.
 *
 * @param places The places for addresses; of no interest are malformed ones, and other channels.
 * @param credentials The account's SID and auth token; without them nothing is asked.
 * @returns An error (48028) for each address that is not the account's, or cannot send.
 * @see https://www.twilio.com/docs/api/errors/48028
 */
export async function checkOwnership(
  places: AddressPlace[],
  { accountSid, authToken }: Credentials,
): Promise<Ownership> {
  const ownership: Ownership = { findings: [], owned: [], unchecked: [], failed: false };
  if (!accountSid || !authToken) {
    ownership.unchecked.push(
      'whether the account owns the addresses (48028). Set ACCOUNT_SID and AUTH_TOKEN in .env or the environment.',
    );
    return ownership;
  }
  const lists = [
    { channel: 'sms', what: 'phone numbers', list: phoneNumbers },
    { channel: 'whatsapp', what: 'WhatsApp senders', list: whatsappSenders },
  ];
  for (const { channel, what, list } of lists) {
    const wanted = places.flatMap((place) => {
      const address = place.channel === channel && parseAddress(channel, place.value);
      return typeof address === 'string' ? [{ place, address }] : [];
    });
    if (wanted.length === 0) continue;
    try {
      // Loaded only now: it takes as long as all the rest of a check without credentials.
      const { default: twilio } = await import('twilio');
      const client = twilio(accountSid, authToken, { timeout: TIMEOUT_MS, lazyLoading: true });
      const inventory = await list(client);
      for (const { place, address } of wanted) {
        const fault = inventory.has(address)
          ? inventory.get(address)
          : `is none of this account's ${what}`;
        if (fault) ownership.findings.push({ place, level: 'error', text: `${fault} (48028)` });
        else ownership.owned.push(place);
      }
    } catch (error) {
      ownership.failed = true;
      ownership.unchecked.push(
        `whether the account owns its ${what} (48028). ${describeFailure(error)}`,
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
