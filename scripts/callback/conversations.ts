import { SERVICE_VARIABLE } from '../../src/conversations';
import { recordOf } from '../../src/record';
import { twilioClient } from '../twilio/client';
import { type Configuration, isComplete } from '../twilio/configuration';
import { describeFailure } from '../twilio/failure';
import { fails, type Verdict } from './verdict';

const PAGE_SIZE = 50;
const TIMEOUT_MS = 5_000;
const WHAT = 'whether this customer is in a conversation with that address already (48031)';

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
    const open = held.find(
      ({ participantMessagingBinding, conversationState }) =>
        conversationState !== 'closed' &&
        recordOf(participantMessagingBinding).proxy_address === proxyAddress,
    );
    if (!open) {
      return {
        level: 'pass',
        text: `No open conversation has this customer and that address (asked: ${sid}).`,
      };
    }
    const { conversationSid, conversationState } = open;
    const participants = await service.conversations(conversationSid).participants.list();
    const workers = participants.map(({ identity }) => identity).filter((identity) => identity);
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
