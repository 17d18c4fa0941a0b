import type { Twilio } from 'twilio';

const PAGE_SIZE = 1000;

/** Says why an address of the account's cannot be a proxy address on a channel; nothing if it can. */
export type FaultOf = (address: string, channel: string) => string | undefined;

/** One of Twilio's lists of what an account owns. */
export interface OwnedList {
  channels: string[];
  what: string;
  /** What Frontline reports for an address that the list does not have, or that cannot send. */
  code: 48028 | 48030;
  ask(client: Twilio): Promise<FaultOf>;
}

/**
 * The lists that say whether an account owns an address, and can send from it.
 *
 * @see https://www.twilio.com/docs/api/errors/48028
 * @see https://www.twilio.com/docs/api/errors/48030
 */
export const OWNED_LISTS: OwnedList[] = [
  { channels: ['sms', 'voice'], what: 'phone numbers', code: 48028, ask: phoneNumbers },
  { channels: ['whatsapp'], what: 'WhatsApp senders', code: 48030, ask: whatsappSenders },
];

/** @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
async function phoneNumbers(client: Twilio): Promise<FaultOf> {
  const numbers = await client.incomingPhoneNumbers.list({ pageSize: PAGE_SIZE });
  const owned = new Map(
    numbers.map(({ phoneNumber, capabilities }) => [phoneNumber, capabilities]),
  );
  return (address, channel) => {
    if (!owned.has(address)) return "is not among this account's phone numbers";
    const capabilities = owned.get(address);
    if (channel === 'voice') return capabilities?.voice ? undefined : 'cannot make calls';
    return capabilities?.sms ? undefined : 'cannot send SMS';
  };
}

/** @see https://www.twilio.com/docs/whatsapp/api/senders */
async function whatsappSenders(client: Twilio): Promise<FaultOf> {
  const senders = await client.messaging.v2.channelsSenders.list({
    channel: 'whatsapp',
    pageSize: PAGE_SIZE,
  });
  const statuses = new Map(senders.map(({ senderId, status }) => [senderId, `${status}`]));
  return (address) => {
    const status = statuses.get(address);
    if (status === undefined) return "is not among this account's WhatsApp senders";
    // ONLINE:UPDATING goes on sending.
    return status.startsWith('ONLINE') ? undefined : `is a WhatsApp sender that is ${status}`;
  };
}
