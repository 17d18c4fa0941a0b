import { randomUUID } from 'node:crypto';
import { recordOf } from '../../src/record';
import { type Finding, finding } from '../terminal/finding';
import type { ConversationsService } from '../twilio/conversations-service';
import { asFailure, ifMissing } from '../twilio/failure';
import { whyRefused } from './refused';

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
    await conversations(id).remove().catch(ifMissing);
    return finding('started/removed', []);
  } catch (error) {
    return finding('started/left', [], id, asFailure(error).text);
  }
}
