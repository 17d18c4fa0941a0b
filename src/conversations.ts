import type {
  EnvironmentVariables,
  Context as RuntimeContext,
} from '@twilio-labs/serverless-runtime-types/types';
import { textOf } from './channel';
import { readOpenConversations, type Service, workersIn } from './open-conversations';
import { stickyAddress } from './pool';
import type { Choice } from './proxy-address';
import type { Question } from './question';
import { recordOf } from './record';

/** The variable that has the Function ask: the SID of the Conversations service that Frontline runs on. */
export const SERVICE_VARIABLE = 'TWILIO_CONVERSATIONS_SERVICE_SID';

/** Frontline waits 6 s, of which a cold start and the way there and back take their part. */
const TIMEOUT_MS = 2_000;

/** What is not read by then is left, so that there is time to ask who is in what was found. */
const READING_MS = 1_500;

/**
 * In how many conversations the Function asks for the worker: the first in the order of the pair's scores,
 * so that whichever of these is the worker's own is the one that counts.
 */
const MOST_ASKED = 10;

type Context = RuntimeContext<EnvironmentVariables>;

/**
 * Asks Conversations for an address that no other worker uses with this customer: one over which this
 * worker talks to them already, or else the first that is free, in the order of the pair's scores.
 *
 * What cannot be asked, or not in time, is not known, and one line in the log says so: the answer follows
 * from the rest. Whatever is under way when the time is over is cancelled.
 *
 * @returns The sticky address where nothing is known of it, or where none is free. Nothing at all where
 *   nobody is asked: it is not switched on, there are no credentials, the customer is not known, or there
 *   is no choice.
 * @see https://www.twilio.com/docs/api/errors/48031
 */
export function askConversations(
  context: Context,
  question: Question,
  choice: Choice,
): Promise<string> | undefined {
  if (choice.candidates.length < 2 || !question.customerAddress) return undefined;
  const serviceSid = textOf(context[SERVICE_VARIABLE]);
  if (!serviceSid) return undefined;
  // Without them, the client that throws would also print a page about it.
  if (context.ACCOUNT_SID && context.AUTH_TOKEN) return ask(context, serviceSid, question, choice);
  warnOf('no credentials');
  return undefined;
}

async function ask(
  context: Context,
  serviceSid: string,
  question: Question,
  { candidates, pair, sticky, place }: Choice,
): Promise<string> {
  /** The candidates that are taken, by the conversation that each is taken in. */
  const taken = new Map<string, string>();
  const late = AbortSignal.timeout(TIMEOUT_MS);
  let reason: string | undefined;
  try {
    const readUntil = Date.now() + READING_MS;
    const client = context.getTwilioClient();
    // The SDK's own timeout is one of each request, and none of the connection.
    client.httpClient.axios.defaults.signal = late;
    const service = client.conversations.v1.services(serviceSid);
    const isWhole = await readOpenConversations(
      service,
      question,
      readUntil,
      (address, { conversationSid }) => {
        if (candidates.includes(address)) taken.set(conversationSid, address);
      },
    );
    const own = await ownAddress(service, taken, question.worker, pair);
    if (own) return own;
    if (!isWhole) reason = 'too many conversations';
  } catch (error) {
    reason = late.aborted ? `no answer in ${TIMEOUT_MS} ms` : reasonOf(error);
  }
  const free = candidates.filter((address) => ![...taken.values()].includes(address));
  const address = stickyAddress(free, pair);
  if (reason) warnOf(reason);
  else if (!address) {
    console.warn(`200 48031 ${place()} has no address that is free for this customer.`);
  }
  return address ?? sticky;
}

/** The address over which this worker talks to the customer: of several the one of the highest score. */
async function ownAddress(
  service: Service,
  taken: Map<string, string>,
  worker = '',
  pair: string,
): Promise<string | undefined> {
  const asked = [...taken]
    .sort(([, a], [, b]) => (stickyAddress([a, b], pair) === a ? -1 : 1))
    .slice(0, MOST_ASKED);
  const workers = await Promise.all(asked.map(([sid]) => workersIn(service, sid)));
  return asked.find((_, index) => workers[index]?.includes(worker))?.[1];
}

/** The status or the code: the message of an error may quote the customer's address. */
function reasonOf(error: unknown): string {
  const { status, code, name } = recordOf(error);
  return `${status ?? code ?? name}`;
}

/** In one line like the Function's refusals, of which this is none. */
function warnOf(reason: string): void {
  console.warn(`200 48031 ${SERVICE_VARIABLE}: Conversations could not be asked (${reason}).`);
}
