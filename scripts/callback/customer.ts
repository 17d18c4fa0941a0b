import { checkAddress } from '../../src/address';
import { impossibleNumber } from '../mapping/numbers';
import { writtenOut } from '../mapping/readings';
import { type Finding, finding } from '../terminal/finding';
import { withScheme } from './answer';

/**
 * Identities that Conversations reserve, and the form of a user's SID:
 * https://www.twilio.com/docs/api/errors/48033
 */
const RESERVED_IDENTITY = /^(system|private|unique|US[0-9a-f]{32})$/;

/**
 * A WhatsApp customer without a phone number:
 * https://www.twilio.com/en-us/changelog/whatsapp-bsuid-format-in-conversations-and-webhook-fields
 */
const WHATSAPP_USER_ID = /^whatsapp:[A-Z]{2}\.[A-Za-z0-9.]{1,128}$/;

/**
 * Judges the customer's address as Frontline would. A valid address has no finding.
 *
 * @see https://www.twilio.com/docs/api/errors/48025
 * @see https://www.twilio.com/docs/api/errors/48033
 */
export function judgeCustomer(channel: string, customerAddress: string): Finding[] {
  // In a chat, the customer's address is an identity.
  const code = channel === 'chat' ? 48033 : 48025;
  const malformed = (reason: string) => [finding('customer/malformed', [], code, reason)];
  if (channel === 'whatsapp' && WHATSAPP_USER_ID.test(customerAddress)) {
    return [finding('customer/user-id', [])];
  }
  const address = withScheme(channel, checkAddress(channel, customerAddress));
  if (typeof address !== 'string') {
    const right = checkAddress(channel, writtenOut(channel, customerAddress));
    return malformed(address.reason + (typeof right === 'string' ? `: write ${right}` : ''));
  }
  if (address !== customerAddress) return malformed(`must be written ${address}`);
  if (channel === 'chat' && RESERVED_IDENTITY.test(address)) {
    return malformed('is reserved by Twilio');
  }
  const why = impossibleNumber(address);
  return why ? [finding('customer/impossible', [], why)] : [];
}
