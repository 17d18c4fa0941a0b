import type { Question } from './question';
import { recordOf } from './record';
import { spellingsOf } from './spellings';

/** As many conversations as Twilio gives a page. */
const PAGE_SIZE = 50;

/** A customer may have had any number of conversations: the first 1,000 are read. */
const MOST_PAGES = 20;

/** A Conversations service, as any version of Twilio's SDK asks it. */
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

/** A conversation of the customer. */
interface Conversation {
  conversationSid: string;
  conversationState: string;
  participantMessagingBinding: unknown;
}

/**
 * Reads which conversations of a customer are open, each of which holds the customer and an address of the
 * company together: page by page, and both spellings of the customer's address at once.
 *
 * @param until When to ask for no further page: milliseconds, as `Date.now` counts them.
 * @param found Called with the company's address at once, so that what was read counts if the rest fails.
 * @returns Whether all were read: not where there are too many, or where there was no time.
 * @see https://www.twilio.com/docs/conversations/api/participant-conversation-resource
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
 * @see https://www.twilio.com/docs/conversations/api/conversation-participant-resource
 */
export async function workersIn(service: Service, conversationSid: string): Promise<string[]> {
  // One page: in a conversation of Frontline there are two or three.
  const { instances } = await service.conversations(conversationSid).participants.page();
  return instances.flatMap(({ identity }) => identity || []);
}

/** The customer's address in the form in which Conversations keep it, whatever the form that the CRM has. */
function addressesOf(customer: Pick<Question, 'channel' | 'customerAddress'>): string[] {
  const { channel, customerAddress = '' } = customer;
  return spellingsOf(customer).map((spelling) => {
    if (channel === 'whatsapp') return `whatsapp:${spelling}`;
    return channel === 'sms' ? spelling : customerAddress;
  });
}
