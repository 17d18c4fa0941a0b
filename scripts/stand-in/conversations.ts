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

/**
 * Answers what the Function asks about these conversations, in place of the network, until the
 * process ends.
 *
 * @see https://www.twilio.com/docs/libraries/reference/twilio-node/index.html
 */
export async function playConversations(conversations: Conversation[]): Promise<void> {
  const { default: twilio } = await import('twilio');
  Object.assign(twilio.RequestClient.prototype, {
    async request({ uri, params }: { uri: string; params?: { Address?: string } }) {
      const key = params?.Address === undefined ? 'participants' : 'conversations';
      const all = conversations.flatMap((one, index): object[] => {
        const sid = `CH${index}`;
        if (one.customer === params?.Address) return [asListed(sid, one)];
        return uri.endsWith(`/${sid}/Participants`) ? participantsOf(sid, one) : [];
      });
      return { statusCode: 200, body: { [key]: all, meta: { key } } };
    },
  });
}
