import type { Answer, RecordedRequest } from './twilio';

/** The Conversations service that is the account's default; any other is none of this account's. */
export const SERVICE_SID = `IS${'1'.repeat(32)}`;

/** A conversation of a customer with the company. */
export interface Conversation {
  /** The customer's address, as Frontline sends it. */
  customer: string;
  /** The company's; nothing where the binding is null. */
  proxy?: string;
  state?: 'active' | 'inactive' | 'closed' | 'initializing';
  /** The identities of the workers in it. */
  workers?: string[];
}

/** One account's Conversations: what they hold can be changed. */
export interface ConversationsApi {
  conversations: Conversation[];
  answer(request: RecordedRequest): Answer | undefined;
}

/**
 * Makes an account's Conversations with one service, two conversations a page.
 *
 * @see https://www.twilio.com/docs/conversations/api/participant-conversation-resource
 */
export function conversationsApi(conversations: Conversation[] = []): ConversationsApi {
  const api: ConversationsApi = { conversations, answer };
  const sidOf = (conversation: Conversation) =>
    `CH${`${api.conversations.indexOf(conversation)}`.padStart(32, '0')}`;

  function answer({ host, path }: RecordedRequest): Answer | undefined {
    const url = new URL(path, `https://${host}`);
    const [, version, ...names] = url.pathname.split('/');
    if (!host.startsWith('conversations') || version !== 'v1') return undefined;
    if (names[0] === 'Configuration') {
      return { status: 200, body: { default_chat_service_sid: SERVICE_SID } };
    }
    // Without a service, it is the default one.
    const rest = names[0] === 'Services' ? names.slice(2) : names;
    if (names[0] === 'Services' && names[1] !== SERVICE_SID) return undefined;
    switch (rest.at(-1)) {
      case undefined:
        return { status: 200, body: { sid: SERVICE_SID } };
      case 'ParticipantConversations':
        return conversationsOf(url);
      case 'Participants':
        return participantsOf(rest.at(-2));
      default:
        return undefined;
    }
  }

  function conversationsOf(url: URL): Answer {
    const customer = url.searchParams.get('Address');
    const page = Number(url.searchParams.get('Page') ?? 0);
    const all = api.conversations.filter((conversation) => conversation.customer === customer);
    const shown = all.slice(2 * page, 2 * page + 2);
    const next = new URL(url);
    next.searchParams.set('Page', `${page + 1}`);
    const body = {
      conversations: shown.map((conversation) => ({
        conversation_sid: sidOf(conversation),
        conversation_state: conversation.state ?? 'active',
        participant_messaging_binding: conversation.proxy
          ? { type: 'sms', address: customer, proxy_address: conversation.proxy }
          : null,
      })),
      meta: { key: 'conversations', next_page_url: all.length > 2 * page + 2 ? next.href : null },
    };
    return { status: 200, body };
  }

  function participantsOf(sid: string | undefined): Answer {
    const conversation = api.conversations.find((one) => sidOf(one) === sid);
    const participants = [
      { identity: null },
      ...(conversation?.workers ?? []).map((identity) => ({ identity })),
    ];
    const meta = { key: 'participants', next_page_url: null };
    return { status: 200, body: { participants, meta } };
  }

  return api;
}
