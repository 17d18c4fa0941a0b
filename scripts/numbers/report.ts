import { shownAddress, shownChannel, workerOf } from '../mapping/addresses';
import { nameOfPlace } from '../mapping/place';
import { columns } from '../terminal/columns';
import { paint } from '../terminal/paint';
import { firstFew, printFindings, type Reading } from '../terminal/print';
import { visible, visibleJson } from '../terminal/visible';
import type { NumberList, UsedAddress } from './numbers';

/**
 * Prints a table: one line for each address, with who uses it. Addresses that nobody uses come
 * last.
 */
export function printNumbers({ numbers, unused, findings }: NumberList, reading: Reading): void {
  const { identities } = reading;
  const rows = [
    ...numbers.map((number) => [
      visible(shownChannel(number.channel, identities)),
      visible(addressOf(number, identities)),
      usersOf(number, reading),
    ]),
    ...unused.map(({ channel, address }) => [channel, address, paint('yellow', 'nobody')]),
  ];
  console.log(`${columns([['channel', 'address', 'used by'], ...rows])}\n`);
  printFindings(findings, reading);
  const foreign = numbers.filter(({ owned }) => owned === false).length;
  const account =
    findings.length > 0 ? '' : ` Not in the account: ${foreign}. Unused: ${unused.length}.`;
  console.log(`In the mapping: ${numbers.length}.${account}`);
}

/** The list as JSON, for another program. Form: docs/day-two.md. */
export function numbersJson({ numbers, unused }: NumberList, identities: boolean): string {
  const json = {
    numbers: numbers.map((number) => ({
      channel: shownChannel(number.channel, identities),
      address: shownAddress(number.channel, number.address, identities),
      places: number.places.map(({ name, hiddenBy }) => ({
        place: name,
        ...(hiddenBy && { hiddenBy }),
      })),
      ...(identities && {
        workers: [...new Set(number.places.flatMap((place) => workerOf(place) ?? []))],
      }),
      owned: number.owned,
    })),
    unused,
  };
  return visibleJson(json);
}

function addressOf({ channel, address, isMalformed }: UsedAddress, identities: boolean): string {
  const shown = shownAddress(channel, address, identities);
  return isMalformed && shown !== null ? JSON.stringify(shown) : (shown ?? '…');
}

function usersOf({ places, isMalformed, fault }: UsedAddress, reading: Reading): string {
  const names = firstFew(places, reading.all, (place) => {
    const hidden = place.hiddenBy ? ` (hidden by ${place.hiddenBy})` : '';
    return nameOfPlace(place, reading.identities) + hidden;
  });
  const why = isMalformed ? 'is malformed: npm run check shows the cure' : fault;
  return visible(names) + (why ? paint('red', `  ✘ ${why}`) : '');
}
