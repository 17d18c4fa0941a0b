import { randomUUID } from 'node:crypto';
import { recordOf } from '../../src/record';
import { type Finding, finding } from '../terminal/finding';
import { asFailure, ifStatus } from '../twilio/client';
import type { ConversationsService } from '../twilio/conversations-service';

/** Who starts a conversation with whom, over which address of the company. */
interface Plan {
  channel: string;
  customer: string;
  worker: string;
  address: string;
}

/** What a request does, and the request. `id` is the conversation's SID, or its name before that. */
type Step = [string, (service: ConversationsService, id: string) => Promise<unknown>];

/**
 * What follows the answer of the Function, in order.
 *
 * @see https://www.twilio.com/docs/conversations-classic/api/conversation-resource
 * @see https://www.twilio.com/docs/conversations-classic/api/conversation-participant-resource
 */
export function stepsOf({ channel, customer, worker, address }: Plan, rehearses = false): Step[] {
  const participant =
    channel === 'chat'
      ? { identity: customer }
      : { 'messagingBinding.address': customer, 'messagingBinding.proxyAddress': address };
  const steps: Step[] = [
    ['create the conversation', ({ conversations: all }, uniqueName) => all.create({ uniqueName })],
    ['add the customer', (service, id) => add(service, id, participant)],
    ['add the worker', (service, id) => add(service, id, { identity: worker })],
    ['close the conversation', ({ conversations: all }, id) => all(id).update({ state: 'closed' })],
  ];
  return rehearses ? steps : steps.slice(0, -1);
}

function add({ conversations }: ConversationsService, id: string, participant: object) {
  return conversations(id).participants.create(participant);
}

/**
 * Takes the steps. If one fails, deletes the conversation that they have created.
 *
 * @param signal Ends it between two requests, because the answer to a request tells what to delete.
 * @param tell Called with the outcome of each step, and with what was deleted.
 * @returns The SID of the conversation; undefined if it is not started.
 */
export async function take(
  steps: Step[],
  service: ConversationsService,
  signal: AbortSignal,
  tell: (told: Finding) => void,
): Promise<string | undefined> {
  // A request that gets no answer may have created the conversation. Only its name finds it then.
  let id = `outgoing-${randomUUID()}`;
  let isGoing = true;
  signal.addEventListener('abort', () => tell(finding('started/stopping', [], id)));
  for (const [what, ask] of steps) {
    isGoing &&= !signal.aborted;
    if (!isGoing) tell(finding('step/none', [], what));
    else {
      try {
        const { sid } = recordOf(await ask(service, id));
        if (`${sid}`.startsWith('CH')) id = `${sid}`;
        tell(finding('step/taken', [], what));
      } catch (error) {
        isGoing = false;
        tell(whyRefused(error, what));
      }
    }
  }
  if (isGoing && !signal.aborted) return id;
  tell(await remove(service, id));
  return undefined;
}

async function remove({ conversations }: ConversationsService, id: string): Promise<Finding> {
  try {
    await conversations(id).remove().catch(ifStatus(404));
    return finding('started/removed', []);
  } catch (error) {
    return finding('started/left', [], id, asFailure(error).text);
  }
}

/**
 * The codes with which Conversations refuse a step, each with the code that Frontline reports for
 * the same fault. No page of Twilio pairs them: their descriptions name the same fault.
 *
 * @see https://www.twilio.com/docs/api/errors/50416 (and so on, with each code)
 */
const FRONTLINE_CODES: Record<number, number> = {
  50407: 48025, // The customer's address is invalid.
  50411: 48025, // The customer's address is empty.
  50408: 48026, // The proxy address is invalid.
  50412: 48026, // The proxy address is empty.
  50409: 48027, // Both are equal.
  50414: 48029, // They belong to two channels.
  50416: 48031, // Both are together in another conversation.
  50214: 48023, // The worker is in too many conversations.
};

/** Says why Twilio refused a step, without Twilio's own words: they may hold personal data. */
function whyRefused(error: unknown, doing: string): Finding {
  const { code, message, status } = recordOf(error);
  if (typeof status !== 'number' || typeof code !== 'number' || status === 401) {
    return finding('step/failed', [], doing, asFailure(error).text);
  }
  // https://support.twilio.com/hc/en-us/articles/41467875615259
  const [holder] = /\bCH[0-9a-f]{32}\b/i.exec(`${message}`) ?? [];
  return finding('step/refused', [], doing, status, code, FRONTLINE_CODES[code], holder);
}
