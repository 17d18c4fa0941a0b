import { listAnswer } from './list';
import { type Answer, CREDENTIALS, type RecordedRequest, twilioError } from './twilio';

/** The account's only Conversations service, which is its default. */
export const SERVICE_SID = `IS${'1'.repeat(32)}`;

const OF_ACCOUNT = { account_sid: CREDENTIALS.ACCOUNT_SID };
const OF_SERVICE = { ...OF_ACCOUNT, chat_service_sid: SERVICE_SID };

/** The account's default Messaging Service. */
const MESSAGING_SERVICE_SID = `MG${'1'.repeat(32)}`;

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
    const [, version, ...names] = url.pathname.split('/');
    const isOurs = host.startsWith('conversations.') && version === 'v1';
    if (!isOurs || method !== 'GET') return undefined;
    if (names[0] === 'Configuration') {
      return {
        status: 200,
        body: {
          ...OF_ACCOUNT,
          default_chat_service_sid: SERVICE_SID,
          default_messaging_service_sid: MESSAGING_SERVICE_SID,
        },
      };
    }
    // A path without a service means the default service.
    const rest = names[0] === 'Services' ? names.slice(2) : names;
    if (names[0] === 'Services' && names[1] !== SERVICE_SID) return undefined;
    switch (rest.at(-1)) {
      case undefined:
        return {
          status: 200,
          body: { ...OF_ACCOUNT, sid: SERVICE_SID, friendly_name: 'Frontline' },
        };
      case 'ParticipantConversations':
        return conversationsOf(url);
      case 'Participants':
        return participantsOf(url, rest.at(-2));
      default:
        return undefined;
    }
  }

  function conversationsOf(url: URL): Answer {
    const customer = url.searchParams.get('Address');
    if (!customer) return twilioError(400, 20001, 'Address or Identity is required');
    const found = api.conversations.filter((conversation) => conversation.customer === customer);
    const all = found.map((conversation) => ({
      ...OF_SERVICE,
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
    const all = identities.map((identity) => ({ ...OF_SERVICE, conversation_sid: sid, identity }));
    return listAnswer(url, 'participants', all, { usual: 50, most: 100 });
  }

  return api;
}
