import type {
  Context,
  EnvironmentVariables,
  ServerlessEventObject,
  ServerlessFunctionSignature,
  TwilioResponse,
} from '@twilio-labs/serverless-runtime-types/types';
import { readAsset } from '../../src/asset';
import { askConversations } from '../../src/conversations';
import { findEntry } from '../../src/mapping';
import { choose } from '../../src/proxy-address';
import { parseQuestion } from '../../src/question';
import { asRefusal, type Refusal } from '../../src/refusal';

type CallbackParameters = ServerlessEventObject<Record<string, unknown>>;

type Answer = { proxy_address: string } | TwilioResponse;

/**
 * The outgoing-conversation callback: answers Twilio Frontline with the proxy address that a
 * customer shall see.
 *
 * @param event `Location`, `ChannelType`, `ChannelValue`, `Worker`, `CustomerId`, and whatever else is sent.
 * @param callback Called once, and always without an error: the runtime would answer one with a stack
 *   trace. Gets `{ proxy_address }`, or a response with a Twilio error body; at once, unless Conversations
 *   are asked first.
 * @see https://www.twilio.com/docs/frontline/outgoing-conversations
 */
const handler: ServerlessFunctionSignature<EnvironmentVariables, CallbackParameters> = (
  context,
  event,
  callback,
) => {
  const given = answer(context, event);
  if (given instanceof Promise) given.then((later) => callback(null, later));
  else callback(null, given);
};

function answer(
  context: Context<EnvironmentVariables>,
  parameters: Record<string, unknown>,
): Answer | Promise<Answer> {
  try {
    const question = parseQuestion(parameters);
    const choice = choose(question, findEntry(question.channel, context, readAsset));
    const asked = askConversations(context, question, choice);
    return asked
      ? asked.then((proxy_address) => ({ proxy_address }))
      : { proxy_address: choice.sticky };
  } catch (thrown) {
    return refuse(asRefusal(thrown));
  }
}

function refuse(refusal: Refusal): TwilioResponse {
  const { status, code, message } = refusal;
  // Twilio's debugger shows a warning for the one, an error for the other.
  const log = status < 500 ? console.warn : console.error;
  log(`${status} ${code} ${message}`);
  const response = new Twilio.Response();
  // One by one: not every stand-in for the runtime has setHeaders, or returns the response.
  response.setStatusCode(status);
  response.appendHeader('Content-Type', 'application/json');
  response.setBody(refusal.toJSON());
  return response;
}

// Not `export const`: esbuild would wrap that in 500 bytes which take as long to load as all the rest.
export = { handler };
