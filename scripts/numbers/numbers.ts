import { existsSync } from 'node:fs';
import type { Twilio } from 'twilio';
import { bareAddress, checkAddress, phoneNumber } from '../../src/address';
import { entriesOf } from '../mapping/entries';
import { grouped } from '../mapping/grouped';
import { type Part, withAllBelow } from '../mapping/parts';
import { finderAmong, writtenOut } from '../mapping/readings';
import { poolsIn } from '../mapping/variables';
import type { Finding } from '../terminal/finding';
import { inquire, OWNED_LISTS } from '../twilio/account';
import { type Configuration, demandAssetText, readAssetText } from '../twilio/configuration';

/** An address of the mapping, with all its places, even hidden places. */
export interface UsedAddress {
  channel: string;
  /** The value at the first place. */
  value: unknown;
  /**
   * The value in the channel's form; undefined if the value is malformed. Nobody gets a malformed
   * address. It is still listed, because somebody meant to use it.
   */
  address: string | undefined;
  places: Part[];
  /** Why the account cannot use the address; null if it can. Missing if Twilio was not asked. */
  fault?: string | null;
}

/** The addresses of a mapping and of an account. */
export interface NumberList {
  numbers: UsedAddress[];
  /** The addresses that the account pays for and nobody uses. */
  unused: { channel: string; address: string }[];
  /** Malformed credentials, and what Twilio could not be asked. */
  findings: Finding[];
  /** Whether the list has only what somebody asked for, so that it counts nothing. */
  isPart?: boolean;
}

/**
 * Lists each address of the variables and of the asset once, and the addresses of the account that
 * nobody uses.
 *
 * @throws Error if the mapping cannot be read. Without the mapping, each number of the account
 *   would look free.
 */
export async function listNumbers(
  configuration: Configuration,
  assetsFolder: string,
): Promise<NumberList> {
  const pools = poolsIn(configuration);
  // Variables alone can be a mapping. A folder that does not exist is a slip in --assets-folder.
  const isNeeded = pools.length === 0 || !existsSync(assetsFolder);
  const text = isNeeded ? demandAssetText(assetsFolder) : (readAssetText(assetsFolder) ?? '{}');
  const entries = entriesOf(text, configuration.variables);
  const numbers = byAddress(withAllBelow([...pools, ...entries]));
  const set = Object.entries({ ...configuration.variables, ...configuration.others });
  const mentions = [...entries, ...set.map(([key, value]) => ({ key, value }))];
  const unused: NumberList['unused'][] = [];
  const inquiries = OWNED_LISTS.map(({ channels, what, ask }, index) => ({
    what,
    async ask(client: Twilio) {
      const { addresses, faultOf } = await ask(client);
      for (const number of numbers) {
        const { channel, address } = number;
        if (address === undefined || !channels.includes(channel)) continue;
        number.fault = faultOf(address, channel)?.message.toString() ?? null;
      }
      const [channel = ''] = channels;
      const used = inUse(addresses, mentions);
      unused[index] = addresses
        .filter((address) => !used.has(address) && !faultOf(address, channel))
        .map((address) => ({ channel, address }));
      return [];
    },
  }));
  const findings = await inquire(inquiries, configuration.credentials);
  return { numbers, unused: unused.flat(), findings };
}

/** The addresses among parts, including malformed ones and those that a variable hides. */
function byAddress(parts: Part[]): UsedAddress[] {
  const addresses = parts.filter(({ kind }) => kind === 'address');
  const same = grouped(addresses, ({ channel, value }) =>
    JSON.stringify([channel, formOf(channel, value) ?? value]),
  );
  return [...same.values()].map((places) => {
    const [{ channel, value }] = places;
    return { channel, value, address: formOf(channel, value), places };
  });
}

/** Writes an address in the channel's form. `undefined` if the address is malformed. */
function formOf(channel: string, value: unknown): string | undefined {
  const address = checkAddress(channel, value);
  return typeof address === 'string' ? address : undefined;
}

/** The texts in a value, even where the Function never reads them. */
function textsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return `${value}`.split(/[;,]/);
  return Object.entries(value).flat().flatMap(textsIn);
}

/**
 * Finds the addresses of an account that must not look free to release: those that somebody meant
 * anywhere, in any form. A phone number on WhatsApp is not free either.
 *
 * @param mentions What is set, and the name of its channel or its variable.
 */
function inUse(addresses: string[], mentions: Pick<Part, 'key' | 'value'>[]): Set<string> {
  const among = finderAmong(addresses);
  const meantBy = (text: string, name: string) => {
    const written = phoneNumber(text) ? undefined : writtenOut('sms', text);
    return [...among(text), ...among(written ?? '')].filter(
      (address) => bareAddress(address) === address || /whats/i.test(name + text),
    );
  };
  return new Set(
    mentions.flatMap(({ key, value }) =>
      textsIn([key, value]).flatMap((text) => meantBy(text, key)),
    ),
  );
}
