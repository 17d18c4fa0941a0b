import { keyIn } from '../mapping/parts';
import { nameOfPlace, shownAddress, shownChannel } from '../terminal/personal';
import { firstFew, printFindings, type Reading } from '../terminal/print';
import { columns, paint, visible, visibleJson } from '../terminal/text';
import type { NumberList, UsedAddress } from './numbers';

/**
 * Prints a table: one line for each address, with who uses it. Addresses that nobody uses come
 * last.
 */
export function printNumbers(list: NumberList, reading: Reading): void {
  const { numbers, unused, findings, isPart = false } = list;
  const { identities } = reading;
  const rows = [
    ...numbers.map((number) => [
      visible(shownChannel(number.channel, identities)),
      visible(addressOf(number, identities)),
      usersOf(number, reading),
    ]),
    ...unused.map(({ channel, address }) => [channel, address, paint('yellow', 'nobody')]),
  ];
  const table = columns([['channel', 'address', 'used by'], ...rows]);
  if (!isPart || rows.length > 0) console.log(`${table}\n`);
  printFindings(findings, reading);
  if (isPart) return;
  const foreign = numbers.filter(({ fault }) => fault).length;
  const account =
    findings.length > 0 ? '' : ` Not in the account: ${foreign}. Unused: ${unused.length}.`;
  console.log(`In the mapping: ${numbers.length}.${account}`);
}

/** The list as JSON, for another program. Form: docs/day-two.md. */
export function numbersJson({ numbers, unused }: NumberList, identities: boolean): string {
  const json = {
    numbers: numbers.map(({ channel, value, address = value, places, fault }) => ({
      channel: shownChannel(channel, identities),
      address: shownAddress(channel, address, identities),
      // JSON leaves out what is undefined.
      places: places.map(({ name, hiddenBy }) => ({ place: name, hiddenBy })),
      workers: identities
        ? [...new Set(places.flatMap((place) => keyIn('workers', place) ?? []))]
        : undefined,
      owned: fault === undefined ? null : fault === null,
    })),
    unused,
  };
  return visibleJson(json);
}

/** Whether the places of an address have names that only some readers may see. */
export function namesWorkers({ places }: UsedAddress): boolean {
  return places.some(({ counted }) => counted.length > 0);
}

function addressOf({ channel, value, address }: UsedAddress, identities: boolean): string {
  if (address !== undefined) return shownAddress(channel, address, identities) ?? '…';
  const written = shownAddress(channel, value, identities);
  return written === null ? '…' : JSON.stringify(written);
}

function usersOf({ places, address, fault }: UsedAddress, reading: Reading): string {
  const names = firstFew(places, reading.all, (place) => {
    const hidden = place.hiddenBy ? ` (hidden by ${place.hiddenBy})` : '';
    return nameOfPlace(place, reading.identities) + hidden;
  });
  const why = address === undefined ? 'is malformed: npm run check shows the cure' : fault;
  return visible(names) + (why ? paint('red', `  ✘ ${why}`) : '');
}
