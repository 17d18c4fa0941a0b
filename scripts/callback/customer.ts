import { checkAddress } from '../../src/address';
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
  const odd = impossibleNumber(address);
  return odd ? { level: 'warning', text: `The customer's address ${odd}.` } : undefined;
}
