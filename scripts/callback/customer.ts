import { checkAddress } from '../../src/address';
import { spellingsOf } from '../../src/spellings';
import { impossibleNumber, writtenOut } from '../mapping/numbers';
import { fails, type Verdict } from './verdict';

/**
 * Judges the customer's address as Frontline would; nothing if it is right.
 *
 * @see https://www.twilio.com/docs/api/errors/48025
 */
export function judgeCustomer(channel: string, customerAddress: string): Verdict | undefined {
  const address = checkAddress(channel, customerAddress);
  if (typeof address !== 'string') {
    const right = checkAddress(channel, writtenOut(channel, customerAddress));
    const cure = typeof right === 'string' ? `: write ${right}` : '';
    return fails(48025, `the customer's address ${address.reason}${cure}`);
  }
  if (address !== customerAddress) {
    return fails(48025, `the customer's address must be written ${address}`);
  }
  // Libraries of numbers know only one of two spellings.
  const spellings = spellingsOf({ channel, customerAddress });
  const odd = spellings.every((one) => impossibleNumber(one))
    ? impossibleNumber(address)
    : undefined;
  return odd ? { level: 'warning', text: `The customer's address ${odd}.` } : undefined;
}
