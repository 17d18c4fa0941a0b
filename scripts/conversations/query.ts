import { Option } from '@commander-js/extra-typings';
import { checkAddress } from '../../src/address';
import { addressesOf } from '../../src/open-conversations';
import { command, UsageError } from '../terminal/command';
import { ENV, IDENTITIES } from '../terminal/flags';

/** Which open conversations are meant. All that is given must hold. */
export interface Query {
  worker?: string | undefined;
  customer?: string | undefined;
  address?: string | undefined;
}

export const CUSTOMER = new Option(
  '--customer <address>',
  'those with this customer: +1…, whatsapp:+1…, or the identity of a chat',
).argParser((text) => {
  const isWithoutNumber = /^whatsapp:[A-Z]{2}\./.test(text);
  return isWithoutNumber ? text : addressOf('--customer', text, channelOf(text));
});
export const ADDRESS = new Option(
  '--address <address>',
  'those over this address of yours: +1… or whatsapp:+1…',
).argParser((text) => {
  // In a chat, there is no address of yours that Twilio knows.
  const channel = channelOf(text) === 'chat' ? 'sms' : channelOf(text);
  return addressOf('--address', text, channel);
});

/** Makes a command whose flags say which open conversations are meant. */
export const queryCommand = (call: string, description: string) =>
  command(call, description)
    .option('--worker <identity>', 'those of this worker')
    .addOption(CUSTOMER)
    .addOption(ADDRESS)
    .addOption(ENV)
    .addOption(IDENTITIES);

/** Whether a query names anything. Without a worker, customer or address, it means nothing. */
export function isQuery({ worker, customer, address }: Query): boolean {
  return Boolean(worker || customer || address);
}

/**
 * The parameters by which Twilio lists the conversations of a customer, or of a worker. A customer
 * of WhatsApp may have two addresses. The customer of a chat has an identity.
 *
 * @see https://www.twilio.com/docs/conversations-classic/api/participant-conversation-resource
 */
export function participantsOf({ customer, worker }: Query): object[] {
  const channel = channelOf(customer ?? '');
  if (customer === undefined) return worker === undefined ? [] : [{ identity: worker }];
  if (channel === 'chat') return [{ identity: customer }];
  return addressesOf({ channel, customerAddress: customer }).map((address) => ({ address }));
}

/** The error does not repeat the text: it may be personal data. */
function addressOf(flag: string, text: string, channel: string): string {
  const address = checkAddress(channel, text);
  if (typeof address === 'string') return address;
  throw new UsageError(`${flag} ${address.reason}.`);
}

/** What looks like a number is one, though it may lack its +. */
function channelOf(address: string): string {
  if (/^whatsapp:/i.test(address)) return 'whatsapp';
  return /^[+(\d][\d\s().-]*$/.test(address) ? 'sms' : 'chat';
}
