import { SERVICE_VARIABLE } from '../../src/conversations';
import { readOpenConversations, workersIn } from '../../src/open-conversations';
import { twilioClient } from '../twilio/client';
import { type Configuration, isComplete } from '../twilio/configuration';
import { describeFailure } from '../twilio/failure';
import { fails, type Verdict } from './verdict';

const TIMEOUT_MS = 5_000;
const WHAT = 'whether this customer is in a conversation with that address already (48031)';

/** In how many conversations it looks for the worker. */
const MOST_ASKED = 10;

/** Who talks over which address. */
interface Pair {
  worker: string;
  channel: string;
  customerAddress: string;
  proxyAddress: string;
}

/** What Conversations say of a pair, and of the customer. */
export interface PairVerdict extends Verdict {
  /** The addresses that are in an open conversation with the customer; nothing if Twilio did not say. */
  taken?: string[];
  /** Whether this worker is in the one over the proxy address. */
  isOwn?: boolean;
}

/**
 * Asks Twilio whether customer and proxy address are in a conversation already, which Frontline refuses:
 * in the service that the Function asks, or else in the account's default one.
 *
 * @see https://www.twilio.com/docs/api/errors/48031
 */
export async function judgePair(pair: Pair, configuration: Configuration): Promise<PairVerdict> {
  if (!isComplete(configuration.credentials)) {
    return { level: 'unchecked', text: `Not checked: ${WHAT}. Set ACCOUNT_SID and AUTH_TOKEN.` };
  }
  try {
    return await askForPair(pair, configuration);
  } catch (error) {
    return { level: 'unchecked', text: `Not checked: ${WHAT}. ${describeFailure(error)}` };
  }
}

async function askForPair(
  { worker, proxyAddress, ...customer }: Pair,
  { variables, credentials }: Configuration,
): Promise<PairVerdict> {
  const { v1 } = (await twilioClient(credentials, TIMEOUT_MS)).conversations;
  const sid =
    variables[SERVICE_VARIABLE] ?? (await v1.configuration().fetch()).defaultChatServiceSid;
  const service = v1.services(sid);
  const open: { address: string; sid: string; state: string }[] = [];
  const isWhole = await readOpenConversations(
    service,
    customer,
    Number.POSITIVE_INFINITY,
    (address, { conversationSid, conversationState }) =>
      open.push({ address, sid: conversationSid, state: conversationState }),
  );
  const taken = open.map(({ address }) => address);
  const over = open.filter(({ address }) => address === proxyAddress);
  const asked = (over.length > 0 ? over : open).slice(0, MOST_ASKED);
  const workers = await Promise.all(asked.map((one) => workersIn(service, one.sid)));
  const own = asked.find((_, index) => workers[index]?.includes(worker));
  const [held] = over;
  if (!held) {
    const thread = own
      ? ` This worker talks to them in ${own.sid} already, over ${own.address}: that one keeps its address.`
      : '';
    const rest = isWhole ? '' : " Only the first 1,000 of the customer's conversations were read.";
    const text = `No open conversation has this customer and that address (asked: ${sid}).`;
    return { level: own ? 'warning' : 'pass', text: text + rest + thread, taken };
  }
  if (own) {
    return {
      level: 'unchecked',
      text: `Customer, address and this worker are together in ${own.sid} already, which is ${own.state}. Whether Frontline goes on there or reports 48031 is not known.`,
      taken,
      isOwn: true,
    };
  }
  const who = workers.flat().length > 0 ? 'another worker' : 'no worker';
  const reason = `they are already in ${held.sid}, which is ${held.state}, with ${who}`;
  return { ...fails(48031, reason), taken };
}
