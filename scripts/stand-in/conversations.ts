import type { Answerer } from './twilio';

/** The account's only Conversations service, which is its default. */
export const SERVICE_SID = `IS${'1'.repeat(32)}`;

/** A conversation between a customer and the company. */
export interface Conversation {
  /** The customer's address, as Frontline sends it. Blank in a chat. */
  customer: string;
  /** The company's address; undefined where the binding is null. */
  proxy?: string;
  state?: 'active' | 'inactive' | 'closed' | 'initializing';
  /** The identities in it: of workers, and of a customer in a chat. */
  workers?: string[];
  uniqueName?: string;
}

/** @see https://www.twilio.com/docs/conversations-classic/api/participant-conversation-resource */
export function asListed(sid: string, conversation: Conversation) {
  const { state = 'active' } = conversation;
  const binding = bindingOf(conversation);
  return {
    ...{ conversation_sid: sid, conversation_state: state, participant_messaging_binding: binding },
  };
}

/** @see https://www.twilio.com/docs/conversations-classic/api/conversation-participant-resource */
export function participantsOf(sid: string, conversation: Conversation) {
  const { customer, workers = [] } = conversation;
  const ofCustomer = { identity: null, messaging_binding: bindingOf(conversation) };
  const ofWorkers = workers.map((identity) => ({ identity, messaging_binding: null }));
  const all = customer ? [ofCustomer, ...ofWorkers] : ofWorkers;
  return all.map((participant) => ({ conversation_sid: sid, ...participant }));
}

function bindingOf({ customer, proxy }: Conversation) {
  return proxy === undefined ? null : { type: 'sms', address: customer, proxy_address: proxy };
}

/** Answers what the Function asks about these conversations. */
export function answerAbout(conversations: Conversation[]): Answerer {
  const all = conversations.map((conversation, index) => ({ sid: `CH${index}`, conversation }));
  return ({ host, path }) => {
    const { pathname, searchParams } = new URL(path, `https://${host}`);
    const asked = searchParams.get('Address');
    const listed = all.filter(({ conversation }) => conversation.customer === asked);
    const read = all.filter(({ sid }) => pathname.endsWith(`/${sid}/Participants`));
    const body =
      asked === null
        ? { participants: read.flatMap((one) => participantsOf(one.sid, one.conversation)) }
        : { conversations: listed.map((one) => asListed(one.sid, one.conversation)) };
    return { status: 200, body: { ...body, meta: { key: Object.keys(body)[0] } } };
  };
}
