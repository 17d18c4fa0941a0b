import { listAnswer } from './list';
import { type Answer, type RecordedRequest, twilioError } from './twilio';

/** The account's only Conversations service, which is its default. */
export const SERVICE_SID = `IS${'1'.repeat(32)}`;

const CONFIGURATION = {
  default_chat_service_sid: SERVICE_SID,
  default_messaging_service_sid: `MG${'1'.repeat(32)}`,
};

/** A conversation between a customer and the company. */
export interface Conversation {
  /** The customer's address, as Frontline sends it. Blank if the customer is not in it by address. */
  customer: string;
  /** The company's address; undefined where the binding is null. */
  proxy?: string;
  state?: 'active' | 'inactive' | 'closed' | 'initializing';
  /** The identities in it: of workers, and of a customer in a chat. */
  workers?: string[];
  uniqueName?: string;
}

/** One account's Conversations. A test can change what they hold. */
export interface ConversationsApi {
  conversations: Conversation[];
  /** Each conversation keeps its SID, whatever is deleted. */
  sidOf(conversation: Conversation): string;
  answer(request: RecordedRequest): Answer | undefined;
}

/** When every conversation was last changed. */
export const UPDATED = '2026-11-24T09:30:00Z';

/**
 * Makes an account's Conversations with one service. They answer what the Function asks.
 *
 * @see https://www.twilio.com/docs/conversations-classic/api/participant-conversation-resource
 * @see https://github.com/twilio/twilio-oai/blob/main/spec/json/twilio_conversations_v1.json
 */
export function conversationsApi(conversations: Conversation[] = []): ConversationsApi {
  const sids = new Map<Conversation, string>();
  const api: ConversationsApi = { conversations, sidOf, answer };

  function sidOf(conversation: Conversation): string {
    if (!sids.has(conversation)) {
      for (const one of api.conversations) {
        if (!sids.has(one)) sids.set(one, `CH${`${sids.size}`.padStart(32, '0')}`);
      }
    }
    return sids.get(conversation) ?? '';
  }

  function answer({ method, host, path }: RecordedRequest): Answer | undefined {
    const url = new URL(path, `https://${host}`);
    const [, version, list, service, resource, sid, below] = url.pathname.split('/');
    const isOurs = host.startsWith('conversations.') && version === 'v1';
    if (!isOurs || method !== 'GET') return undefined;
    if (list === 'Configuration') return { status: 200, body: CONFIGURATION };
    if (list !== 'Services' || service !== SERVICE_SID) return undefined;
    if (resource === undefined) return { status: 200, body: { sid: SERVICE_SID } };
    if (resource === 'ParticipantConversations') return conversationsOf(url);
    const conversation = api.conversations.find((one) => sidOf(one) === sid);
    if (resource !== 'Conversations' || below !== 'Participants' || !conversation) return undefined;
    return listAnswer(url, 'participants', participantsOf(conversation), { usual: 50, most: 100 });
  }

  function conversationsOf(url: URL): Answer {
    const { Address: customer, Identity: worker } = Object.fromEntries(url.searchParams);
    if (!customer && !worker) return twilioError(400, 20001, 'Address or Identity is required');
    const found = api.conversations.filter((one) =>
      customer ? one.customer === customer : one.workers?.includes(`${worker}`),
    );
    const all = found.map((conversation) => ({
      conversation_sid: sidOf(conversation),
      conversation_state: conversation.state ?? 'active',
      conversation_date_updated: UPDATED,
      participant_identity: customer ? null : worker,
      participant_messaging_binding: customer ? bindingOf(conversation) : null,
    }));
    return listAnswer(url, 'conversations', all, { usual: 50, most: 50 });
  }

  function participantsOf(conversation: Conversation): object[] {
    const { customer, workers = [] } = conversation;
    const conversation_sid = sidOf(conversation);
    const byIdentity = workers.map((identity) => ({
      ...{ conversation_sid, identity, messaging_binding: null },
    }));
    const binding = bindingOf(conversation);
    return [
      ...(customer ? [{ conversation_sid, identity: null, messaging_binding: binding }] : []),
      ...byIdentity,
    ];
  }

  return api;
}

function bindingOf({ customer, proxy }: Conversation): object | null {
  return proxy === undefined ? null : { type: 'sms', address: customer, proxy_address: proxy };
}
