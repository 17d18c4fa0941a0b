import { type Conversation, conversationsApi } from '../../scripts/stand-in/conversations';
import type { Answer, RecordedRequest } from '../../scripts/stand-in/twilio';

/** What an account has, page by page. */
export interface Account {
  /** Its incoming phone numbers, and whether they have the SMS capability. */
  numbers?: Record<string, boolean>[];
  /** Its WhatsApp senders, and their status. */
  senders?: Record<string, string>[];
  conversations?: Conversation[];
}

/**
 * Makes the part of Twilio's REST API that the commands ask.
 *
 * @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 * @see https://www.twilio.com/docs/whatsapp/api/senders
 */
export function accountApi({ numbers = [{}], senders = [{}], conversations = [] }: Account) {
  const inConversations = conversationsApi(conversations);
  return (request: RecordedRequest): Answer | undefined => {
    const { host, path } = request;
    const url = new URL(path, `https://${host}`);
    const page = Number(url.searchParams.get('Page') ?? 0);
    const next = (pages: unknown[]) => {
      url.searchParams.set('Page', `${page + 1}`);
      return page + 1 < pages.length ? url : null;
    };
    if (url.pathname.endsWith('/IncomingPhoneNumbers.json')) {
      const nextPage = next(numbers);
      const body = {
        incoming_phone_numbers: Object.entries(numbers[page] ?? {}).map(([phone_number, sms]) => ({
          phone_number,
          capabilities: { sms, mms: true, voice: true, fax: false },
        })),
        next_page_uri: nextPage && `${nextPage.pathname}${nextPage.search}`,
      };
      return { status: 200, body };
    }
    if (url.pathname === '/v2/Channels/Senders') {
      const body = {
        senders: Object.entries(senders[page] ?? {}).map(([sender_id, status]) => ({
          sender_id,
          status,
        })),
        meta: { key: 'senders', next_page_url: next(senders)?.href ?? null },
      };
      return { status: 200, body };
    }
    return inConversations.answer(request);
  };
}
