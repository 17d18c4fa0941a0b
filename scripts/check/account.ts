import { checkAddress } from '../../src/address';
import { OWNED_LISTS } from '../twilio/account';
import { twilioClient } from '../twilio/client';
import { type Credentials, isComplete } from '../twilio/configuration';
import { describeFailure } from '../twilio/failure';
import { type AddressPlace, error, type Finding } from './finding';

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

/**
 * Asks Twilio whether the account owns the addresses: two lists, however many addresses there are. An
 * error (48028, 48030) for each address that is not the account's, or cannot send.
 */
export async function checkOwnership(
  places: AddressPlace[],
  credentials: Credentials,
): Promise<Ownership> {
  const ownership: Ownership = { findings: [], owned: new Set(), notes: [], failures: [] };
  for (const { channels, what, code, ask } of OWNED_LISTS) {
    const wanted = places.flatMap((place) => {
      const address = channels.includes(place.channel) && checkAddress(place.channel, place.value);
      return typeof address === 'string' ? [{ place, address }] : [];
    });
    if (wanted.length === 0) continue;
    if (!isComplete(credentials)) {
      ownership.notes = [
        'Not checked: whether the account owns the addresses (48028, 48030). Set ACCOUNT_SID and AUTH_TOKEN in .env or the environment.',
      ];
      continue;
    }
    try {
      const faultOf = await ask(await twilioClient(credentials, TIMEOUT_MS));
      for (const { place, address } of wanted) {
        const fault = faultOf(address, place.channel);
        if (fault) ownership.findings.push(error(place, `${fault} (${code})`));
        else ownership.owned.add(place);
      }
    } catch (failure) {
      ownership.failures.push(
        `Not checked: whether the account owns its ${what} (${code}). ${describeFailure(failure)}`,
      );
    }
  }
  return ownership;
}
