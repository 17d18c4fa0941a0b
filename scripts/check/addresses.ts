import type { Twilio } from 'twilio';
import { bareAddress, checkAddress, phoneNumber } from '../../src/address';
import { impossibleNumber, isSample } from '../mapping/numbers';
import type { Part } from '../mapping/parts';
import { finderAmong, writtenOut } from '../mapping/readings';
import { type Finding, finding } from '../terminal/finding';
import { Personal, shownValue } from '../terminal/personal';
import { hiddenSign } from '../terminal/text';
import { type Inquiry, OWNED_LISTS, PAGE_SIZE } from '../twilio/account';

/** The SID of a Messaging Service or of a phone number, which is no address. */
const SID = /^(?:MG|PN)[0-9a-f]{32}$/i;

/** Twilio's answers about the account's addresses. */
export interface Known {
  /** Whether the account can use an address of the mapping. Missing if Twilio was not asked. */
  owned: Map<Part, boolean>;
  /**
   * By channel, a function that finds the account's address that a wrong value stands for. Missing
   * if Twilio was not asked.
   */
  meant: Map<string, (value: string) => string | undefined>;
  /** The SID of the account's default Conversations Service. */
  defaultService?: string;
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

/** Finds what is wrong with an address. If the Function would refuse the address: an error. */
export function addressFindings(place: Part, known: Known): Finding[] {
  const { channel, value: written } = place;
  const address = checkAddress(channel, written);
  if (typeof address !== 'string') {
    const { reason, code } = address;
    const malformed = finding('address/malformed', place, reason, cureOf(place, known), code);
    return [{ ...malformed, written }];
  }
  const owned = known.owned.get(place);
  // What the account owns is a number. What it does not own needs no second finding as a sample.
  if (owned || (owned === false && isSample(address))) return [];
  if (isSample(address)) return [{ ...finding('address/sample', place), written }];
  const why = impossibleNumber(address);
  return why ? [{ ...finding('address/impossible', place, why), written }] : [];
}

/** Says what to write instead, if this can be known. */
function cureOf(place: Part, known: Known): string | Personal {
  const { channel, value, origin } = place;
  if (typeof value !== 'string') return '';
  if (isSwapped(place, value)) return 'swap the key and the value, because the identity is the key';
  const hidden = hiddenSign(value);
  if (hidden) return `remove ${hidden}`;
  if (/[\u2018-\u201F]/.test(value)) return 'remove the smart quotes';
  const right = writtenOut(channel, value) ?? known.meant.get(channel)?.(value);
  if (right) return `write ${right}`;
  if (SID.test(value)) return 'write a phone number, not a SID';
  if (/\s#/.test(value)) return 'put the comment on a line of its own';
  if (!/[;,]/.test(value)) return '';
  if (!origin.mapping) return 'separate addresses by commas';
  const list = value.split(/[;,]/).map((one) => one.trim());
  return new Personal(
    (identities) => `write a list: [${list.map((one) => shownValue(one, identities)).join(', ')}]`,
  );
}

/** Whether a worker's number is the key, and a word is the value. */
function isSwapped({ above, channel, key }: Part, value: string): boolean {
  const number = phoneNumber(key) ?? writtenOut(channel, key);
  const isWord = /^[a-z]/i.test(bareAddress(value.trim()));
  return above?.above?.kind === 'workers' && number !== undefined && isWord;
}
