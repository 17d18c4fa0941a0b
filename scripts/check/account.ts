import type { Twilio } from 'twilio';
import { checkAddress } from '../../src/address';
import type { Part } from '../mapping/parts';
import { finderAmong } from '../mapping/readings';
import { type Inquiry, OWNED_LISTS, PAGE_SIZE } from '../twilio/account';

/** The SID of a Messaging Service or of a phone number, which is no address. */
export const SID = /^(?:MG|PN)[0-9a-f]{32}$/i;

/** Twilio's answers about the account's addresses. */
export interface Known {
  /** Whether the account can use an address of the mapping. Missing if Twilio was not asked. */
  owned: Map<Part, boolean>;
  /**
   * By channel, a function that finds the account's address that a wrong value stands for. Missing
   * if Twilio was not asked.
   */
  meant: Map<string, (value: string) => string | undefined>;
}

/**
 * Asks whether the account owns the addresses and can send from them. Each list of Twilio's is read
 * once, however many addresses the mapping has.
 *
 * @param known Gets Twilio's answers.
 */
export function ownership(places: Part[], known: Known): Inquiry[] {
  return OWNED_LISTS.flatMap(({ channels, what, ask }) => {
    const wanted = places.filter(({ channel }) => channels.includes(channel));
    if (wanted.length === 0) return [];
    return {
      what,
      async ask(client) {
        const { addresses, faultOf, numbersBySid } = await ask(client);
        const among = finderAmong(addresses);
        const bySid = new Map([...numbersBySid, ...(await numbersOfServices(client, wanted))]);
        for (const channel of channels) {
          known.meant.set(channel, (value) => {
            const [meant, ...others] = among(value);
            return bySid.get(value) ?? (others.length === 0 ? meant : undefined);
          });
        }
        return wanted.flatMap((place) => {
          const address = checkAddress(place.channel, place.value);
          if (typeof address !== 'string') return [];
          const fault = faultOf(address, place.channel);
          known.owned.set(place, !fault);
          return fault ? [{ ...fault, places: [place], written: place.value }] : [];
        });
      },
    };
  });
}

/**
 * The numbers of each Messaging Service whose SID stands in the place of a number.
 *
 * @see https://www.twilio.com/docs/messaging/api/phonenumber-resource
 */
async function numbersOfServices(client: Twilio, places: Part[]): Promise<[string, string][]> {
  const sids = places.map(({ value }) => `${value}`).filter((value) => SID.test(value));
  const services = new Set(sids.filter((sid) => /^MG/i.test(sid)));
  const found = [...services].map(async (sid): Promise<[string, string][]> => {
    const { phoneNumbers } = client.messaging.v1.services(sid);
    // The account may not have this Service. Then nobody knows its numbers.
    const numbers = await phoneNumbers.list({ pageSize: PAGE_SIZE }).catch(() => []);
    const meant = numbers.map(({ phoneNumber }) => phoneNumber).join(' or ');
    return meant ? [[sid, meant]] : [];
  });
  return (await Promise.all(found)).flat();
}
