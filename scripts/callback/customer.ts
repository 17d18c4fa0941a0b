import { checkAddress } from '../../src/address';
import { spellingsOf } from '../../src/spellings';
import { impossibleNumber, writtenOut } from '../mapping/numbers';
import { fails, type Verdict } from './verdict';

/** What Conversations keep for themselves, and the form of a user's SID: https://www.twilio.com/docs/api/errors/48033 */
const RESERVED_IDENTITY = /^(system|private|unique|US[0-9a-f]{32})$/;

/**
 * Judges the customer's address as Frontline would; nothing if it is right.
 *
 * @see https://www.twilio.com/docs/api/errors/48025
 * @see https://www.twilio.com/docs/api/errors/48033
 */
export function judgeCustomer(channel: string, customerAddress: string): Verdict | undefined {
  // A chat knows its customers by their identity.
  const code = channel === 'chat' ? 48033 : 48025;
  const address = checkAddress(channel, customerAddress);
  if (typeof address !== 'string') {
    const right = checkAddress(channel, writtenOut(channel, customerAddress));
    const cure = typeof right === 'string' ? `: write ${right}` : '';
    return fails(code, `the customer's address ${address.reason}${cure}`);
  }
  if (address !== customerAddress) {
    return fails(code, `the customer's address must be written ${address}`);
  }
  if (channel === 'chat' && RESERVED_IDENTITY.test(address)) {
    return fails(code, "the customer's identity is one that Twilio reserves");
  }
  // Libraries of numbers know only one of two spellings.
  const spellings = spellingsOf({ channel, customerAddress });
  const odd = spellings.every((one) => impossibleNumber(one))
    ? impossibleNumber(address)
    : undefined;
  return odd ? { level: 'warning', text: `The customer's address ${odd}.` } : undefined;
}
