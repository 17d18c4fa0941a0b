import { bareAddress, checkAddress, phoneNumber } from '../../src/address';
import { impossibleNumber, isSample } from '../mapping/numbers';
import type { Part } from '../mapping/parts';
import { writtenOut } from '../mapping/readings';
import { type Finding, finding } from '../terminal/finding';
import { Personal, shownValue } from '../terminal/personal';
import { hiddenSign } from '../terminal/visible';
import { type Known, SID } from './account';

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
