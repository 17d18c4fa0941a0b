import { type Conversation, conversationsApi } from '../../scripts/stand-in/conversations';
import {
  type Answer,
  CREDENTIALS,
  type RecordedRequest,
  twilioError,
} from '../../scripts/stand-in/twilio';

const NUMBERS = `/2010-04-01/Accounts/${CREDENTIALS.ACCOUNT_SID}/IncomingPhoneNumbers.json`;

/** What an account has. A list of objects has one object for each page. */
export interface Account {
  /** The incoming phone numbers, and whether each has the SMS capability. */
  numbers?: Record<string, boolean>[];
  /** The phone numbers that lack the voice capability. */
  withoutVoice?: string[];
  /** The WhatsApp senders, and the status of each. */
  senders?: Record<string, string>[];
  conversations?: Conversation[];
  /** The Frontline users: the state of each, by identity. */
  users?: Record<string, 'active' | 'deactivated'>;
}

/**
 * Makes the part of Twilio's REST API that the commands ask.
 *
 * @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 * @see https://www.twilio.com/docs/whatsapp/api/senders
 * @see https://www.twilio.com/docs/frontline/api/user-resource
 * @see https://github.com/twilio/twilio-oai/blob/main/spec/json/twilio_messaging_v2.json
 */
export function accountApi({
  numbers = [{}],
  withoutVoice = [],
  senders = [{}],
  conversations = [],
  users = {},
}: Account) {
  const inConversations = conversationsApi(conversations);
  return (request: RecordedRequest): Answer | undefined => {
    const { method, host, path } = request;
    if (method !== 'GET') return undefined;
    const url = new URL(path, `https://${host}`);
    const page = Number(url.searchParams.get('Page') ?? 0);
    const next = (pages: unknown[]) => {
      url.searchParams.set('Page', `${page + 1}`);
      return page + 1 < pages.length ? url : null;
    };
    if (host === 'api.twilio.com' && url.pathname === NUMBERS) {
      const nextPage = next(numbers);
      const body = {
        page,
        incoming_phone_numbers: Object.entries(numbers[page] ?? {}).map(([phone_number, sms]) => ({
          account_sid: CREDENTIALS.ACCOUNT_SID,
          phone_number,
          capabilities: { sms, mms: true, voice: !withoutVoice.includes(phone_number), fax: false },
        })),
        next_page_uri: nextPage && `${nextPage.pathname}${nextPage.search}`,
      };
      return { status: 200, body };
    }
    if (host === 'messaging.twilio.com' && url.pathname === '/v2/Channels/Senders') {
      if (url.searchParams.get('Channel') !== 'whatsapp') {
        return twilioError(400, 20001, 'Channel is required');
      }
      const body = {
        senders: Object.entries(senders[page] ?? {}).map(([sender_id, status]) => ({
          sender_id,
          status,
        })),
        meta: { key: 'senders', page, next_page_url: next(senders)?.href ?? null },
      };
      return { status: 200, body };
    }
    if (host === 'frontline-api.twilio.com' && url.pathname.startsWith('/v1/Users/')) {
      const identity = decodeURIComponent(url.pathname.slice('/v1/Users/'.length));
      const state = users[identity];
      return state && { status: 200, body: { identity, state, is_available: true } };
    }
    return inConversations.answer(request);
  };
}
