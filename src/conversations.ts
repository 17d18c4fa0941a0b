import { AsyncLocalStorage } from 'node:async_hooks';
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

/**
 * If this variable is set, the Function asks Conversations. Its value is the SID of the
 * Conversations Service that Frontline runs on.
 */
export const SERVICE_VARIABLE = 'TWILIO_CONVERSATIONS_SERVICE_SID';

/** Frontline waits 6 s. A cold start and the network need a part of the 6 s. */
const TIMEOUT_MS = 2_000;

/** Then reading stops. The rest of the time is for asking who is in the conversations. */
const READING_MS = 1_500;

/**
 * The Function looks for the worker in at most so many conversations. It takes the conversations
 * whose addresses have the highest scores with the pair, because the highest score decides.
 */
const MOST_ASKED = 10;

type Context = RuntimeContext<EnvironmentVariables>;
type Client = ReturnType<Context['getTwilioClient']>;

/** Ends the requests of one callback. A runtime may hand out one client to several callbacks. */
const late = new AsyncLocalStorage<AbortSignal>();

/** The clients whose requests end with their callback. */
const prepared = new WeakSet<Client>();

/**
 * Asks Conversations for an address that no other worker uses with this customer. It prefers an
 * address that this worker already uses with this customer. Otherwise it takes the free address
 * with the highest score of the pair.
 *
 * If Conversations fail or are late, the answer follows from what was read so far, and one line in
 * the log says so. When the time is over, the open requests are cancelled.
 *
 * @returns The address, or `undefined` if the Function does not ask: the variable is not set, the
 *   credentials are missing, the customer's address is unknown, or there is only one candidate. If
 *   no address is free, the address is the sticky address.
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
  // Without credentials, getTwilioClient would throw, and also print a long explanation.
  if (context.ACCOUNT_SID && context.AUTH_TOKEN) {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return late.run(signal, ask, context, serviceSid, question, choice, signal);
  }
  warnOf('no credentials');
  return undefined;
}

async function ask(
  context: Context,
  serviceSid: string,
  question: Question,
  { candidates, pair, sticky, place }: Choice,
  signal: AbortSignal,
): Promise<string> {
  /** The SIDs of the customer's open conversations, each with the candidate that it uses. */
  const taken = new Map<string, string>();
  let reason: string | undefined;
  try {
    const readUntil = Date.now() + READING_MS;
    const client = prepare(context.getTwilioClient());
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
    reason = signal.aborted ? `no answer in ${TIMEOUT_MS} ms` : reasonOf(error);
  }
  const free = candidates.filter((address) => ![...taken.values()].includes(address));
  const address = stickyAddress(free, pair);
  if (reason) warnOf(reason);
  else if (!address) {
    console.warn(`200 48031 ${place()} has no free address. See npm run conversations.`);
  }
  return address ?? sticky;
}

/** Lets each request end with its callback. The SDK's own timeout does not count while it connects. */
function prepare(client: Client): Client {
  if (prepared.has(client)) return client;
  prepared.add(client);
  client.httpClient.axios.interceptors.request.use((request) =>
    Object.assign(request, { signal: late.getStore() }),
  );
  return client;
}

/** The address that this worker uses with the customer. Of several, the highest score wins. */
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

/** The status or the code. Not the message, which may quote the customer's address. */
function reasonOf(error: unknown): string {
  const { status, code, name } = recordOf(error);
  return `${status ?? code ?? name}`;
}

/** Logs one line in the form of a refusal. The status is 200, because the request is answered. */
function warnOf(reason: string): void {
  console.warn(`200 48031 ${SERVICE_VARIABLE}: Conversations could not be asked (${reason}).`);
}
