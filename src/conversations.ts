import type {
  EnvironmentVariables,
  Context as RuntimeContext,
} from '@twilio-labs/serverless-runtime-types/types';
import { textOf } from './channel';
import { stickyAddress } from './pool';
import type { Choice } from './proxy-address';
import type { Question } from './question';
import { recordOf } from './record';

/** The variable that has the Function ask: the SID of the Conversations service that Frontline runs on. */
export const SERVICE_VARIABLE = 'TWILIO_CONVERSATIONS_SERVICE_SID';

/** Frontline waits 6 s, of which a cold start and the way there and back take their part. */
const TIMEOUT_MS = 2_000;

/** As many as Twilio gives a page. */
const PAGE_SIZE = 50;

/** In how many conversations the Function asks for the worker. */
const MOST_ASKED = 10;

type Context = RuntimeContext<EnvironmentVariables>;

type Service = ReturnType<
  ReturnType<Context['getTwilioClient']>['conversations']['v1']['services']
>;

/**
 * Asks Conversations for an address that no other worker uses with this customer: one over which this
 * worker talks to them already, or else the first that is free, in the order of the pair's scores.
 *
 * @returns The sticky address where none is, or where Twilio does not say in time. Nothing at all where
 *   there is nothing to ask: it is not switched on, the customer is not known, or there is no choice.
 * @see https://www.twilio.com/docs/api/errors/48031
 */
export function askConversations(
  context: Context,
  question: Question,
  choice: Choice,
): Promise<string> | undefined {
  if (choice.candidates.length < 2 || !question.customerAddress) return undefined;
  const serviceSid = textOf(context[SERVICE_VARIABLE]);
  if (!serviceSid || new Set(choice.candidates).size < 2) return undefined;
  return ask(context, serviceSid, question, choice);
}

async function ask(
  context: Context,
  serviceSid: string,
  question: Question,
  choice: Choice,
): Promise<string> {
  try {
    // Without them, the client that throws would also print a page about it.
    if (!context.ACCOUNT_SID || !context.AUTH_TOKEN) throw new Failure('no credentials');
    const client = context.getTwilioClient({ timeout: TIMEOUT_MS });
    const service = client.conversations.v1.services(serviceSid);
    const address = await inTime(() => freeAddress(service, question, choice));
    if (address) return address;
    warn(`${choice.place()} has no address that is free for this customer.`);
  } catch (error) {
    warn(`${SERVICE_VARIABLE}: Conversations could not be asked (${reasonOf(error)}).`);
  }
  return choice.sticky;
}

async function freeAddress(
  service: Service,
  { customerAddress = '', worker }: Question,
  { candidates, pair }: Choice,
): Promise<string | undefined> {
  const conversations = await service.participantConversations.list({
    address: customerAddress,
    pageSize: PAGE_SIZE,
  });
  const held = conversations.flatMap((conversation) => {
    const { conversationSid: sid, conversationState, participantMessagingBinding } = conversation;
    const { proxy_address: address } = recordOf(participantMessagingBinding);
    const isOpen = conversationState !== 'closed';
    return isOpen && typeof address === 'string' && candidates.includes(address)
      ? [{ sid, address }]
      : [];
  });
  const own = await Promise.all(
    held.slice(0, MOST_ASKED).map(async ({ sid, address }) => {
      const participants = await service.conversations(sid).participants.list();
      return participants.some(({ identity }) => identity && identity === worker) ? [address] : [];
    }),
  );
  const taken = held.map(({ address }) => address);
  const free = candidates.filter((address) => !taken.includes(address));
  return stickyAddress(own.flat(), pair) ?? stickyAddress(free, pair);
}

/** The SDK's own timeout is one of each request, and none of the connection. */
function inTime<T>(ask: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Failure(`no answer in ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  });
  return Promise.race([ask(), late]).finally(() => clearTimeout(timer));
}

/** A failure that is not Twilio's, whose message holds nothing personal. */
class Failure extends Error {}

/** The status or the code: the message of an error may quote the customer's address. */
function reasonOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  const { status, code, name } = recordOf(error);
  return `${status ?? code ?? name}`;
}

/** Like the Function's refusals, of which this is none. */
function warn(text: string): void {
  console.warn(`200 48031 ${text}`);
}
