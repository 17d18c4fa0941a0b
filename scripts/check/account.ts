import { checkAddress } from '../../src/address';
import { finderAmong } from '../mapping/numbers';
import type { Part } from '../mapping/parts';
import { type Inquiry, OWNED_LISTS } from '../twilio/account';

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
        const { addresses, faultOf } = await ask(client);
        for (const channel of channels) known.meant.set(channel, finderAmong(addresses));
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
