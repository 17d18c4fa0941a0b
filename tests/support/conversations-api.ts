import {
  type Conversation,
  type ConversationsApi,
  SERVICE_SID,
  UPDATED,
  conversationsApi as whatTheFunctionAsks,
} from '../../scripts/stand-in/conversations';
import { listAnswer } from '../../scripts/stand-in/list';
import {
  type Answer,
  CREDENTIALS,
  type RecordedRequest,
  twilioError,
} from '../../scripts/stand-in/twilio';

const LIST = `/v1/Services/${SERVICE_SID}/Conversations`;
const ADDRESS = /^(whatsapp:)?\+[1-9]\d{1,14}$/;

/** Twilio has documented no status of these codes: https://www.twilio.com/docs/api/errors/50377 */
const refused = (code: number, message: string) => twilioError(400, code, message);

/**
 * Makes an account's Conversations with one service, which can be changed. It refuses what Twilio
 * refuses, with the code of Twilio's page on each error: https://www.twilio.com/docs/api/errors/CODE
 *
 * @see https://www.twilio.com/docs/conversations-classic/api/conversation-resource
 * @see https://www.twilio.com/docs/conversations-classic/api/conversation-participant-resource
 */
export function conversationsApi(conversations: Conversation[] = []): ConversationsApi {
  const api = whatTheFunctionAsks(conversations);
  const { sidOf, answer: read } = api;

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

  function inList(url: URL): Answer {
    const state = url.searchParams.get('State');
    const all = api.conversations.filter((one) => !state || (one.state ?? 'active') === state);
    return listAnswer(url, 'conversations', all.map(represent), { usual: 50, most: 100 });
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

  return Object.assign(api, {
    answer(request: RecordedRequest): Answer | undefined {
      const { method, host, path, body } = request;
      const url = new URL(path, `https://${host}`);
      const isOurs = host.startsWith('conversations.') && url.pathname.startsWith(LIST);
      const [, name, below] = url.pathname.slice(LIST.length).split('/');
      const given = new URLSearchParams(`${body}`);
      if (!isOurs || (below && method === 'GET')) return read(request);
      if (!name) return method === 'GET' ? inList(url) : create(given);
      const conversation = api.conversations.find(
        (one) => sidOf(one) === name || one.uniqueName === name,
      );
      if (!conversation) return undefined;
      if (below === 'Participants') return add(conversation, given);
      if (method === 'GET') return found(conversation);
      if (method === 'POST') return change(conversation, given);
      api.conversations.splice(api.conversations.indexOf(conversation), 1);
      return { status: 204, body: null, text: '' };
    },
  });
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
