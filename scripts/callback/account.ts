import type { Twilio } from 'twilio';
import { bareAddress } from '../../src/address';
import { readOpenConversations, type Service, workersIn } from '../../src/open-conversations';
import { recordOf } from '../../src/record';
import { type Finding, finding } from '../terminal/finding';
import { addressGiven } from '../terminal/personal';
import { type Inquiry, OWNED_LISTS } from '../twilio/account';
import type { Configuration } from '../twilio/configuration';
import { serviceOf } from '../twilio/conversations-service';

/** `callback` looks for the worker in at most so many conversations. */
const MOST_ASKED = 10;

/** A worker, a customer, and the proxy address between them. */
export interface Pair {
  worker: string;
  channel: string;
  customerAddress: string;
  proxyAddress: string;
}

/** Twilio's answers. A key is missing if Twilio was not asked or does not know the answer. */
export interface Known {
  /** The proxy addresses of the customer's open conversations. */
  taken?: string[];
  /** Whether this worker is in an open conversation over the pair's proxy address. */
  isOwn?: boolean;
  /** The variables of the deployed Function. */
  variables?: Record<string, string>;
}

/**
 * Asks whether the account owns the proxy address and can send from it. For some channels, Twilio
 * has no list of addresses: there is no inquiry.
 *
 * @see https://www.twilio.com/docs/api/errors/48028
 * @see https://www.twilio.com/docs/api/errors/48030
 */
export function ownership({ channel, proxyAddress }: Pair): Inquiry[] {
  const list = OWNED_LISTS.find(({ channels }) => channels.includes(channel));
  if (!list) return [];
  const ask = async (client: Twilio) => {
    const { faultOf } = await list.ask(client);
    const fault = faultOf(proxyAddress, channel) ?? finding('address/can-send', []);
    return [{ ...fault, written: proxyAddress }];
  };
  return [{ what: list.what, isOptional: true, ask }];
}

/**
 * Asks whether the customer and the proxy address already have an open conversation. Frontline
 * refuses a second one. The Service is the one that the Function asks, or the account's default.
 *
 * @param known Gets Twilio's answers.
 * @see https://www.twilio.com/docs/api/errors/48031
 */
export function openConversation(
  { worker, proxyAddress, ...customer }: Pair,
  configuration: Configuration,
  known: Known,
): Inquiry {
  const what = "the customer's open conversations (48031)";
  const ask = async (client: Twilio): Promise<Finding[]> => {
    const { sid: serviceSid, service } = await serviceOf(client, configuration);
    const { open, isWhole } = await openOf(service, customer);
    known.taken = open.map(({ address }) => address);
    const over = open.filter(({ address }) => address === proxyAddress);
    const asked = (over.length > 0 ? over : open).slice(0, MOST_ASKED);
    const workers = await Promise.all(asked.map(({ sid }) => workersIn(service, sid)));
    const own = asked.find((_, index) => workers[index]?.includes(worker));
    const [held] = over;
    if (!held) {
      const thread = own ? [finding('pair/elsewhere', [], own.sid, addressGiven(own.address))] : [];
      return [finding('pair/free', [], serviceSid, isWhole), ...thread];
    }
    known.isOwn = own !== undefined;
    if (own) return [finding('pair/own', [], own.sid, own.state)];
    const who = workers.flat().length > 0 ? 'another worker' : 'no worker';
    const code = held.isOther ? 'pair/other-spelling' : 'pair/taken';
    return [finding(code, [], held.sid, held.state, who)];
  };
  return { what, isOptional: true, ask };
}

/** Reads the customer's open conversations: those in the other spelling of their number come last. */
async function openOf(service: Service, customer: Pick<Pair, 'channel' | 'customerAddress'>) {
  const open: { address: string; sid: string; state: string; isOther: boolean }[] = [];
  const forever = Number.POSITIVE_INFINITY;
  const isWhole = await readOpenConversations(service, customer, forever, (address, one) => {
    const { address: bound = customer.customerAddress } = recordOf(one.participantMessagingBinding);
    const isOther = bareAddress(`${bound}`) !== bareAddress(customer.customerAddress);
    open.push({ address, sid: one.conversationSid, state: one.conversationState, isOther });
  });
  return { open: open.sort((a, b) => Number(a.isOther) - Number(b.isOther)), isWhole };
}

/**
 * Asks which variables are set where a Function is deployed. There is no inquiry for a URL that is
 * not Twilio's.
 *
 * @param known Gets Twilio's answer.
 * @see https://www.twilio.com/docs/serverless/api/resource/variable
 */
export function variablesAt({ hostname }: URL, known: Known): Inquiry[] {
  if (!hostname.endsWith('.twil.io')) return [];
  const ask = async ({ serverless }: Twilio) => {
    const { services } = serverless.v1;
    const named = (await services.list()).filter(({ domainBase }) =>
      hostname.startsWith(`${domainBase}`.toLowerCase()),
    );
    for (const { sid } of named) {
      const { environments } = services(sid);
      const all = await environments.list();
      const found = all.find(({ domainName }) => domainName.toLowerCase() === hostname);
      const variables = found ? await environments(found.sid).variables.list() : undefined;
      if (!variables) continue;
      known.variables = Object.fromEntries(variables.map(({ key, value }) => [key, value]));
    }
    return [];
  };
  return [{ what: 'the variables of the deployed Function', isOptional: true, ask }];
}
