import {
  asListed,
  type Conversation,
  participantsOf,
  SERVICE_SID,
} from '../../scripts/stand-in/conversations';
import { listAnswer } from './list';
import { type Answer, CREDENTIALS, type RecordedRequest, twilioError } from './stand-in';

const CONFIGURATION = {
  default_chat_service_sid: SERVICE_SID,
  default_messaging_service_sid: `MG${'1'.repeat(32)}`,
};

/** When every conversation was last changed. */
const UPDATED = '2026-11-24T09:30:00Z';

/** Without a Service, a path leads to the default one. */
const IN_SERVICE = new RegExp(`^/v1(?:/Services/${SERVICE_SID})?(/(?!Services).*|)$`);
const ADDRESS = /^(whatsapp:)?\+[1-9]\d{1,14}$/;

/** One account's Conversations. A test can change what they hold. */
export interface ConversationsApi {
  conversations: Conversation[];
  /** Each conversation keeps its SID, whatever is deleted. */
  sidOf(conversation: Conversation): string;
  answer(request: RecordedRequest): Answer | undefined;
}

/** Twilio has documented no status of these codes: https://www.twilio.com/docs/api/errors/50377 */
const refused = (code: number, message: string) => twilioError(400, code, message);

/**
 * Makes an account's Conversations with one service. They refuse what Twilio refuses, with the code
 * of Twilio's page on each error: https://www.twilio.com/docs/api/errors/CODE
 *
 * @see https://www.twilio.com/docs/conversations-classic/api/conversation-resource
 * @see https://www.twilio.com/docs/conversations-classic/api/conversation-participant-resource
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

  function ofParticipant(url: URL): Answer {
    const { Address: customer, Identity: worker } = Object.fromEntries(url.searchParams);
    if (!customer && !worker) return twilioError(400, 20001, 'Address or Identity is required');
    const found = api.conversations.filter((one) =>
      customer ? one.customer === customer : one.workers?.includes(`${worker}`),
    );
    const all = found.map((conversation) => ({
      ...asListed(sidOf(conversation), conversation),
      conversation_date_updated: UPDATED,
      ...(worker && { participant_identity: worker, participant_messaging_binding: null }),
    }));
    return listAnswer(url, 'conversations', all, { usual: 50, most: 50 });
  }

  const represent = (conversation: Conversation) => ({
    sid: sidOf(conversation),
    account_sid: CREDENTIALS.ACCOUNT_SID,
    chat_service_sid: SERVICE_SID,
    unique_name: conversation.uniqueName ?? null,
    state: conversation.state ?? 'active',
    date_created: UPDATED,
    date_updated: UPDATED,
  });
  const found = (conversation: Conversation, status = 200) => ({
    ...{ status, body: represent(conversation) },
  });

  function list(url: URL): Answer {
    const state = url.searchParams.get('State');
    const all = api.conversations.filter((one) => !state || (one.state ?? 'active') === state);
    return listAnswer(url, 'conversations', all.map(represent), { usual: 50, most: 100 });
  }

  function participants(url: URL, conversation: Conversation): Answer {
    const all = participantsOf(sidOf(conversation), conversation);
    return listAnswer(url, 'participants', all, { usual: 50, most: 100 });
  }

  function remove(conversation: Conversation): Answer {
    api.conversations.splice(api.conversations.indexOf(conversation), 1);
    return { status: 204, body: null, text: '' };
  }

  function create(given: URLSearchParams): Answer {
    if (given.get('State') === 'closed') return refused(50384, "Initial state can't be 'closed'");
    const conversation: Conversation = { customer: '' };
    const uniqueName = given.get('UniqueName');
    if (uniqueName) conversation.uniqueName = uniqueName;
    api.conversations.push(conversation);
    return found(conversation, 201);
  }

  function change(conversation: Conversation, given: URLSearchParams): Answer {
    if (conversation.state === 'closed') return refused(50377, "Can't update conversation");
    const state = given.get('State');
    if (state === 'active' || state === 'inactive' || state === 'closed') {
      conversation.state = state;
    }
    return found(conversation);
  }

  function add(conversation: Conversation, given: URLSearchParams): Answer {
    if (conversation.state === 'closed') return refused(50377, "Can't update conversation");
    const identity = given.get('Identity');
    const address = given.get('MessagingBinding.Address');
    const proxy = given.get('MessagingBinding.ProxyAddress');
    if (identity) conversation.workers = [...(conversation.workers ?? []), identity];
    else {
      const why = refusedBinding(address, proxy) ?? taken(address, proxy);
      if (why) return why;
      Object.assign(conversation, { customer: address, proxy });
    }
    return { status: 201, body: { conversation_sid: sidOf(conversation), identity } };
  }

  function taken(customer: string | null, proxy: string | null): Answer | undefined {
    const holder = api.conversations.find(
      (one) => one.customer === customer && one.proxy === proxy && one.state !== 'closed',
    );
    // https://support.twilio.com/hc/en-us/articles/41467875615259 has the message.
    const message =
      'A binding for this participant and proxy address already exists in Conversation';
    return holder && twilioError(409, 50416, `${message} ${sidOf(holder)}`);
  }

  function answer({ method, host, path, body }: RecordedRequest): Answer | undefined {
    const url = new URL(path, `https://${host}`);
    if (url.pathname === '/v1/Configuration') return { status: 200, body: CONFIGURATION };
    const [, inService] = IN_SERVICE.exec(url.pathname) ?? [];
    if (inService === undefined) return undefined;
    const [, resource, name, below] = inService.split('/');
    const isRead = method === 'GET';
    const given = new URLSearchParams(`${body}`);
    if (!resource) return isRead ? { status: 200, body: { sid: SERVICE_SID } } : undefined;
    if (resource === 'ParticipantConversations') return isRead ? ofParticipant(url) : undefined;
    if (resource !== 'Conversations') return undefined;
    if (!name) return isRead ? list(url) : create(given);
    const conversation = api.conversations.find(
      (one) => sidOf(one) === name || one.uniqueName === name,
    );
    if (!conversation || (below && below !== 'Participants')) return undefined;
    if (below) return isRead ? participants(url, conversation) : add(conversation, given);
    if (method === 'DELETE') return remove(conversation);
    return isRead ? found(conversation) : change(conversation, given);
  }

  return api;
}

function refusedBinding(address: string | null, proxy: string | null): Answer | undefined {
  if (!address) return refused(50411, 'Participant address is empty');
  if (!proxy) return refused(50412, 'Participant proxy address is empty');
  if (!ADDRESS.test(address)) return refused(50407, 'Invalid messaging binding address');
  if (!ADDRESS.test(proxy)) return refused(50408, 'Invalid participant proxy address');
  if (address === proxy) return refused(50409, 'Participant address equals proxy address');
  const isMixed = address.startsWith('whatsapp:') !== proxy.startsWith('whatsapp:');
  return isMixed ? refused(50414, 'Participant address type does not match') : undefined;
}
