import { recordOf } from '../../src/record';
import { finding } from '../terminal/finding';
import { type Reading, textOf } from '../terminal/print';
import { columns, visible, visibleJson } from '../terminal/text';
import { askForEach } from '../twilio/at-once';
import { asFailure, fail } from '../twilio/client';
import type { ConversationsService } from '../twilio/conversations-service';
import { participantsOf, type Query } from './query';

/** An open conversation: `active` or `inactive`. */
export interface OpenConversation {
  sid: string;
  state: string;
  /** The company's address; null in a chat, which has none. */
  address: string | null;
  /** When it was last changed, in ISO 8601. */
  updated: string | null;
  /** The identities of the workers. Empty if nobody asked for them. */
  workers: string[];
  customer?: string;
}

/** The open conversations that were found, and why some could not be read, if so. */
export interface Found {
  conversations: OpenConversation[];
  failure?: unknown;
}

const STATES = ['active', 'inactive'] as const;
/** https://www.twilio.com/docs/conversations-classic/api/conversation-resource */
const PAGE_SIZE = 100;

/**
 * Finds the open conversations of a query. By worker or customer, Twilio lists them, 50 a request.
 * By the company's address there is no list, so the participants of every open conversation are read.
 *
 * @param withWorkers Whether to read the workers too. Each conversation is then one more request.
 * @throws Failure if Twilio does not list the conversations.
 */
export async function findOpen(
  service: ConversationsService,
  query: Query,
  withWorkers: boolean,
): Promise<Found> {
  const keys = participantsOf(query);
  const lists =
    keys.length > 0
      ? keys.map((key) => listByParticipant(service, key))
      : STATES.map((state) => listByState(service, state));
  const listed = (await Promise.all(lists).catch(fail)).flat();
  const once = [...new Map(listed.map((one) => [one.sid, one])).values()];
  let failure: unknown;
  const read = async (one: OpenConversation) => {
    if (failure) return [];
    if (one.address && !withWorkers && !query.worker) return [one];
    try {
      return [await readParticipants(service, one, query)];
    } catch (error) {
      // A conversation that is not there (404) has been deleted since.
      if (recordOf(error).status !== 404) failure = error;
      return [];
    }
  };
  const found = (await askForEach(once, read, { doing: 'Reading conversations' })).flat();
  return { conversations: found.filter((one) => isMeant(one, query)), failure };
}

async function listByParticipant(service: ConversationsService, key: object) {
  const all = await service.participantConversations.list(key);
  const open = all.filter((one) => STATES.some((state) => state === one.conversationState));
  return open.map((one): OpenConversation => {
    const { conversationSid: sid, conversationState: state } = one;
    const updated = one.conversationDateUpdated?.toISOString() ?? null;
    return { sid, state, updated, workers: [], ...bound([one.participantMessagingBinding], {}) };
  });
}

async function listByState(service: ConversationsService, state: (typeof STATES)[number]) {
  const all = await service.conversations.list({ state, pageSize: PAGE_SIZE });
  return all.map(({ sid, dateUpdated }): OpenConversation => {
    const updated = dateUpdated?.toISOString() ?? null;
    return { sid, state, updated, workers: [], address: null };
  });
}

async function readParticipants(
  service: ConversationsService,
  one: OpenConversation,
  query: Query,
): Promise<OpenConversation> {
  const { participants } = service.conversations(one.sid);
  const all = await participants.list({ pageSize: PAGE_SIZE });
  const bindings = all.map(({ messagingBinding }) => messagingBinding);
  const { address, customer = query.customer } = bound(bindings, query);
  const identities = all.flatMap(({ identity }) => identity || []);
  const workers = identities.filter((identity) => identity !== customer);
  return { ...one, address, workers, ...(customer !== undefined && { customer }) };
}

/** The address of the company, and the customer's. A group of customers may have several. */
function bound(bindings: unknown[], query: Query) {
  const held = bindings.map(recordOf).filter((one) => typeof one.proxy_address === 'string');
  const meant = held.find((one) => one.proxy_address === query.address) ?? held[0];
  return meant
    ? { address: `${meant.proxy_address}`, customer: `${meant.address}` }
    : { address: null };
}

function isMeant({ workers, address }: OpenConversation, query: Query): boolean {
  const isOfWorker = query.worker === undefined || workers.includes(query.worker);
  return isOfWorker && (query.address === undefined || query.address === address);
}

/** Prints a line for each conversation, or JSON. Customers and workers are personal data. */
export function printFound(found: Found, reading: Reading, json = false): void {
  const { conversations, failure } = found;
  const { identities } = reading;
  const told = conversations.map(({ sid, state, address, updated, customer = '', workers }) => ({
    ...{ sid, state, address, updated },
    ...(identities && { customer, workers }),
  }));
  const titles = ['conversation', 'state', 'address', 'last change', 'customer', 'workers'];
  const rows = told.map((one) => Object.values(one).map((cell) => `${cell ?? ''}`));
  if (json) console.log(visibleJson({ conversations: told, complete: !failure }));
  else if (rows.length === 0) console.log('No open conversation was found.');
  else console.log(visible(columns([titles.slice(0, identities ? 6 : 4), ...rows])));
  if (!failure) return;
  console.error(textOf(finding('conversations/unread', [], asFailure(failure).text), reading));
}
