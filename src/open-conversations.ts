import type { Question } from './question';
import { recordOf } from './record';
import { spellingsOf } from './spellings';

/** The number of conversations in a page. */
const PAGE_SIZE = 50;

/** A customer can have any number of conversations. Only the first 1,000 are read. */
const MOST_PAGES = 20;

/** The parts of a Conversations Service that every version of Twilio's SDK has. */
export interface Service {
  participantConversations: {
    page(first: { address: string; pageSize: number }): Promise<Page<Conversation>>;
    getPage(url: string): Promise<Page<Conversation>>;
  };
  conversations(sid: string): {
    participants: { page(): Promise<Page<{ identity: string | null }>> };
  };
}

interface Page<T> {
  instances: T[];
  nextPageUrl?: string | undefined;
}

interface Conversation {
  conversationSid: string;
  conversationState: string;
  participantMessagingBinding: unknown;
}

/**
 * Reads a customer's open conversations page by page. Each conversation has one proxy address. Both
 * spellings of the customer's address are read at the same time.
 *
 * @param until No page is requested after this time, in milliseconds as `Date.now` counts them.
 * @param found Called for each conversation at once, so that the conversations read so far count
 *   even if a later page fails.
 * @returns Whether all conversations were read. False if there are too many, or if time ran out.
 * @see https://www.twilio.com/docs/conversations-classic/api/participant-conversation-resource
 */
export async function readOpenConversations(
  service: Service,
  customer: Pick<Question, 'channel' | 'customerAddress'>,
  until: number,
  found: (proxyAddress: string, conversation: Conversation) => void,
): Promise<boolean> {
  const list = service.participantConversations;
  const read = async (address: string) => {
    const asked = new Set<string>();
    for (let page = await list.page({ address, pageSize: PAGE_SIZE }); ; ) {
      for (const conversation of page.instances) {
        const { proxy_address: proxyAddress } = recordOf(conversation.participantMessagingBinding);
        if (conversation.conversationState !== 'closed' && typeof proxyAddress === 'string') {
          found(proxyAddress, conversation);
        }
      }
      const next = page.nextPageUrl;
      if (!next) return true;
      if (asked.has(next) || asked.size > MOST_PAGES - 2 || Date.now() > until) return false;
      page = await list.getPage(next);
      asked.add(next);
    }
  };
  return (await Promise.all(addressesOf(customer).map(read))).every(Boolean);
}

/**
 * Asks which workers are in a conversation, by their identities.
 *
 * @see https://www.twilio.com/docs/conversations-classic/api/conversation-participant-resource
 */
export async function workersIn(service: Service, conversationSid: string): Promise<string[]> {
  // One page is enough: a conversation of Frontline has two or three participants.
  const { instances } = await service.conversations(conversationSid).participants.page();
  return instances.flatMap(({ identity }) => identity || []);
}

/** The customer's addresses in the form of Conversations. The CRM's form may be another. */
export function addressesOf(customer: Pick<Question, 'channel' | 'customerAddress'>): string[] {
  const { channel, customerAddress = '' } = customer;
  return spellingsOf(customer).map((spelling) => {
    if (channel === 'whatsapp') return `whatsapp:${spelling}`;
    return channel === 'sms' ? spelling : customerAddress;
  });
}
