import { SERVICE_VARIABLE } from '../../src/conversations';
import { recordOf } from '../../src/record';
import { twilioClient } from '../twilio/client';
import { type Configuration, isComplete } from '../twilio/configuration';
import { describeFailure } from '../twilio/failure';
import { fails, type Verdict } from './verdict';

const PAGE_SIZE = 50;
const TIMEOUT_MS = 5_000;
const WHAT = 'whether this customer is in a conversation with that address already (48031)';

/** In how many conversations it looks for the worker. */
const MOST_ASKED = 10;

/** Who talks over which address. */
interface Pair {
  worker: string;
  customerAddress: string;
  proxyAddress: string;
}

/**
 * Asks Twilio whether customer and proxy address are in a conversation already, which Frontline refuses:
 * in the service that the Function asks, or else in the account's default one.
 *
 * @see https://www.twilio.com/docs/api/errors/48031
 * @see https://www.twilio.com/docs/conversations/api/participant-conversation-resource
 */
export async function judgePair(
  { worker, customerAddress, proxyAddress }: Pair,
  { variables, credentials }: Configuration,
): Promise<Verdict> {
  if (!isComplete(credentials)) {
    return { level: 'unchecked', text: `Not checked: ${WHAT}. Set ACCOUNT_SID and AUTH_TOKEN.` };
  }
  try {
    const { v1 } = (await twilioClient(credentials, TIMEOUT_MS)).conversations;
    const sid =
      variables[SERVICE_VARIABLE] ?? (await v1.configuration().fetch()).defaultChatServiceSid;
    const service = v1.services(sid);
    const held = await service.participantConversations.list({
      address: customerAddress,
      pageSize: PAGE_SIZE,
    });
    const conversations = held.filter(({ conversationState }) => conversationState !== 'closed');
    const workersIn = async (conversationSid: string) =>
      (await service.conversations(conversationSid).participants.list())
        .map(({ identity }) => identity)
        .filter((identity) => identity);
    const open = conversations.find((one) => addressOf(one) === proxyAddress);
    if (!open) {
      const text = `No open conversation has this customer and that address (asked: ${sid}).`;
      const others = conversations.slice(0, MOST_ASKED);
      const workers = await Promise.all(others.map((one) => workersIn(one.conversationSid)));
      const own = others.find((_, index) => workers[index]?.includes(worker));
      const thread = own
        ? ` This worker talks to them in ${own.conversationSid} already, over ${addressOf(own)}: that one keeps its address.`
        : '';
      return { level: own ? 'warning' : 'pass', text: text + thread };
    }
    const { conversationSid, conversationState } = open;
    const workers = await workersIn(conversationSid);
    if (workers.includes(worker)) {
      return {
        level: 'unchecked',
        text: `Customer, address and this worker are together in ${conversationSid} already, which is ${conversationState}. Whether Frontline goes on there or reports 48031 is not known.`,
      };
    }
    const who = workers.length > 0 ? 'another worker' : 'no worker';
    return fails(
      48031,
      `they are already in ${conversationSid}, which is ${conversationState}, with ${who}`,
    );
  } catch (error) {
    return { level: 'unchecked', text: `Not checked: ${WHAT}. ${describeFailure(error)}` };
  }
}

/** The company's address in a conversation; nothing where that has no binding. */
function addressOf({ participantMessagingBinding }: { participantMessagingBinding: unknown }) {
  return recordOf(participantMessagingBinding).proxy_address;
}
