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
  /** The customer's address, as Frontline sends it. */
  customer: string;
  /** The company's address; undefined where the binding is null. */
  proxy?: string;
  state?: 'active' | 'inactive' | 'closed' | 'initializing';
  /** The identities of the workers in it. */
  workers?: string[];
}

/** One account's Conversations. A test can change what they hold. */
export interface ConversationsApi {
  conversations: Conversation[];
  answer(request: RecordedRequest): Answer | undefined;
}

/**
 * Makes an account's Conversations with one service.
 *
 * @see https://www.twilio.com/docs/conversations/api/participant-conversation-resource
 * @see https://github.com/twilio/twilio-oai/blob/main/spec/json/twilio_conversations_v1.json
 */
export function conversationsApi(conversations: Conversation[] = []): ConversationsApi {
  const api: ConversationsApi = { conversations, answer };
  const sidOf = (conversation: Conversation) =>
    `CH${`${api.conversations.indexOf(conversation)}`.padStart(32, '0')}`;

  function answer({ method, host, path }: RecordedRequest): Answer | undefined {
    const url = new URL(path, `https://${host}`);
    const [, version, list, service, resource, sid] = url.pathname.split('/');
    const isOurs = host.startsWith('conversations.') && version === 'v1';
    if (!isOurs || method !== 'GET') return undefined;
    if (list === 'Configuration') return { status: 200, body: CONFIGURATION };
    if (list !== 'Services' || service !== SERVICE_SID) return undefined;
    switch (resource) {
      case undefined:
        return { status: 200, body: { sid: SERVICE_SID } };
      case 'ParticipantConversations':
        return conversationsOf(url);
      case 'Conversations':
        return participantsOf(url, sid);
      default:
        return undefined;
    }
  }

  function conversationsOf(url: URL): Answer {
    const customer = url.searchParams.get('Address');
    if (!customer) return twilioError(400, 20001, 'Address or Identity is required');
    const found = api.conversations.filter((conversation) => conversation.customer === customer);
    const all = found.map((conversation) => ({
      conversation_sid: sidOf(conversation),
      conversation_state: conversation.state ?? 'active',
      participant_messaging_binding: conversation.proxy
        ? { type: 'sms', address: customer, proxy_address: conversation.proxy }
        : null,
    }));
    return listAnswer(url, 'conversations', all, { usual: 50, most: 50 });
  }

  function participantsOf(url: URL, sid: string | undefined): Answer | undefined {
    const conversation = api.conversations.find((one) => sidOf(one) === sid);
    if (!conversation) return undefined;
    const identities = [null, ...(conversation.workers ?? [])];
    const all = identities.map((identity) => ({ conversation_sid: sid, identity }));
    return listAnswer(url, 'participants', all, { usual: 50, most: 100 });
  }

  return api;
}
