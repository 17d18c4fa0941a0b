import { bareAddress } from '../../src/address';
import { misspelt, plainIdentity } from '../mapping/misspelt';
import { keyIn, type Part } from '../mapping/parts';
import { endsLike, readingsOf } from '../mapping/readings';
import { finding } from '../terminal/finding';
import { personal } from '../terminal/personal';
import type { NumberList } from './numbers';

/**
 * Keeps of a list what concerns one number, one other address, or one worker. If that is nothing, a
 * finding says so.
 *
 * @param asked A number in any form in which people write numbers, an address, or an identity.
 */
export function about(asked: string, { numbers, unused, findings }: NumberList): NumberList {
  const readings = readingsOf(asked, { channel: 'sms' }).map(({ number }) => number);
  const isLike = endsLike(asked);
  const isAsked = (address: unknown) => {
    const bare = bareAddress(`${address}`);
    return address === asked || readings.includes(bare) || isLike(bare);
  };
  const workerOf = (place: Part) => keyIn('workers', place) ?? '';
  const isWorker = (place: Part) => plainIdentity(workerOf(place)) === plainIdentity(asked);
  const kept = numbers.flatMap((number) => {
    if (isAsked(number.address ?? number.value)) return [number];
    const places = number.places.filter(isWorker);
    return places.length > 0 ? [{ ...number, places }] : [];
  });
  const free = unused.filter(({ address }) => isAsked(address));
  const part = { numbers: kept, unused: free, findings, isPart: true };
  if (kept.length + free.length > 0) return part;
  const workers = numbers.flatMap(({ places }) => places.map(workerOf)).filter(Boolean);
  const meant = misspelt(asked, [...new Set(workers)]);
  const nobody = finding('numbers/nobody', [], personal(asked), personal(meant ?? '', ''));
  return { ...part, findings: [...findings, nobody] };
}
