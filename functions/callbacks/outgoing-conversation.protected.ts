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
 * @param event `Location`, `ChannelType`, `ChannelValue`, `Worker`, `CustomerId`, and any other
 *   parameter of the request.
 * @param callback Called once, with `{ proxy_address }` or with a response that has a Twilio error
 *   body. It never gets an error, because the runtime would answer an error with a stack trace. It
 *   is called at once, unless the Function asks Conversations first.
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
  // Twilio's debugger shows console.warn as a warning, and console.error as an error.
  const log = status < 500 ? console.warn : console.error;
  log(`${status} ${code} ${message}`);
  const response = new Twilio.Response();
  // Not setHeaders, and not chained: some stand-ins for the runtime support neither.
  response.setStatusCode(status);
  response.appendHeader('Content-Type', 'application/json');
  response.setBody(refusal.toJSON());
  return response;
}

// Not `export const`: esbuild would add 500 bytes, which take as long to load as all the rest.
export = { handler };
