import { bareAddress, checkAddress } from '../../src/address';
import type { Part } from '../mapping/parts';
import { joined } from './csv';
import { rulesIn } from './rules';
import { MARK } from './spreadsheet';

/**
 * The workers of a channel as the rows of a spreadsheet, with the names of the columns: a row for
 * each worker and prefix. The prefix of the default is blank. A worker without rules has a row
 * without a number.
 *
 * No cell is a number or a formula, so that a spreadsheet leaves it as it is. The channel's scheme
 * before a number does that (`sms:+442079460100`), and a word before an identity like `=1+1`.
 *
 * @throws Refusal that names the place, if the mapping is broken.
 */
export function tableOf(channel: string, workers: Part[]): string[][] {
  const rows = workers.flatMap((own) => {
    const worker = /^\p{L}/u.test(own.key) && !own.key.startsWith(MARK) ? own.key : MARK + own.key;
    const rules = [...rulesIn(own)];
    if (rules.length === 0) return [[worker, '', '']];
    return rules.map(([prefix, pool]) => {
      const numbers = pool.map((address) => numberText(channel, address));
      return [worker, prefix && `${channel}:${prefix}`, joined(numbers, ';')];
    });
  });
  return [['worker', 'prefix', 'number'], ...rows];
}

function numberText(channel: string, address: string): string {
  const isOfNumbers = typeof checkAddress(channel, 'a-name') !== 'string';
  return isOfNumbers ? `${channel}:${bareAddress(address)}` : address;
}
