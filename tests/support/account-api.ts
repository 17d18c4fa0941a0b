import type { Conversation } from '../../scripts/stand-in/conversations';
import { conversationsApi } from './conversations-api';
import { type ServerlessApi, serverlessApi } from './serverless-api';
import {
  type Answer,
  type Answerer,
  CREDENTIALS,
  type RecordedRequest,
  twilioError,
} from './stand-in';

const NUMBERS = `/2010-04-01/Accounts/${CREDENTIALS.ACCOUNT_SID}/IncomingPhoneNumbers.json`;

/** The SID of a phone number of the account. */
export const sidOfNumber = (number: string) => `PN${number.slice(1).padStart(32, '0')}`;

/** What an account has. A list of objects has one object for each page. */
export interface Account {
  /** The incoming phone numbers, and whether each has the SMS capability. */
  numbers?: Record<string, boolean>[];
  /** The phone numbers that lack the voice capability. */
  withoutVoice?: string[];
  /** The WhatsApp senders, and the status of each. */
  senders?: Record<string, string>[];
  /** The numbers of each Messaging Service, by its SID. */
  services?: Record<string, string[]>;
  conversations?: Conversation[];
  serverless?: ServerlessApi;
  /** The Frontline users: the state of each, by identity. */
  users?: Record<string, 'active' | 'deactivated'>;
}

/** Makes the part of Twilio's APIs that the commands ask, of one account. */
export function accountApi({
  conversations = [],
  serverless = serverlessApi(),
  ...account
}: Account): Answerer {
  const inConversations = conversationsApi(conversations);
  return (request) => {
    const url = new URL(request.path, `https://${request.host}`);
    // A region may follow the product: serverless.dublin.ie1.twilio.com.
    switch (request.host.split('.')[0]) {
      case 'serverless':
      case 'serverless-upload':
        return serverless.answer(request);
      case 'conversations':
        return inConversations.answer(request);
      case 'api':
        return url.pathname === NUMBERS ? phoneNumbers(url, account) : undefined;
      case 'messaging':
        return url.pathname === '/v2/Channels/Senders'
          ? senders(url, account)
          : numbersOfService(url, account);
      case 'frontline-api':
        return frontlineUser(request, account);
      default:
        return undefined;
    }
  };
}

/** @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
function phoneNumbers(url: URL, { numbers = [{}], withoutVoice = [] }: Account): Answer {
  const { page, next } = pageOf(url, numbers);
  const body = {
    page,
    incoming_phone_numbers: Object.entries(numbers[page] ?? {}).map(([phone_number, sms]) => ({
      account_sid: CREDENTIALS.ACCOUNT_SID,
      sid: sidOfNumber(phone_number),
      phone_number,
      capabilities: { sms, mms: true, voice: !withoutVoice.includes(phone_number), fax: false },
    })),
    next_page_uri: next && `${next.pathname}${next.search}`,
  };
  return { status: 200, body };
}

/**
 * @see https://www.twilio.com/docs/whatsapp/api/senders
 * @see https://github.com/twilio/twilio-oai/blob/main/spec/json/twilio_messaging_v2.json
 */
function senders(url: URL, { senders = [{}] }: Account): Answer {
  if (url.searchParams.get('Channel') !== 'whatsapp') {
    return twilioError(400, 20001, 'Channel is required');
  }
  const { page, next } = pageOf(url, senders);
  const body = {
    senders: Object.entries(senders[page] ?? {}).map(([sender_id, status]) => ({
      sender_id,
      status,
    })),
    meta: { key: 'senders', page, next_page_url: next?.href ?? null },
  };
  return { status: 200, body };
}

/** @see https://www.twilio.com/docs/messaging/api/phonenumber-resource */
function numbersOfService(url: URL, { services = {} }: Account): Answer | undefined {
  const [, service = ''] = /^\/v1\/Services\/(MG\w+)\/PhoneNumbers$/.exec(url.pathname) ?? [];
  const phone_numbers = services[service]?.map((phone_number) => ({
    sid: sidOfNumber(phone_number),
    service_sid: service,
    phone_number,
  }));
  const meta = { key: 'phone_numbers', page: 0, next_page_url: null };
  return phone_numbers && { status: 200, body: { phone_numbers, meta } };
}

/** @see https://www.twilio.com/docs/frontline/api/user-resource */
function frontlineUser({ path }: RecordedRequest, { users = {} }: Account): Answer | undefined {
  const [, name = ''] = /^\/v1\/Users\/(.*)$/.exec(path) ?? [];
  const identity = decodeURIComponent(name);
  const state = users[identity];
  return state && { status: 200, body: { identity, state, is_available: true } };
}

/** The page that a URL names, and the URL of the next page if there is one. */
function pageOf(url: URL, pages: unknown[]): { page: number; next: URL | null } {
  const page = Number(url.searchParams.get('Page') ?? 0);
  const next = new URL(url);
  next.searchParams.set('Page', `${page + 1}`);
  return { page, next: page + 1 < pages.length ? next : null };
}
