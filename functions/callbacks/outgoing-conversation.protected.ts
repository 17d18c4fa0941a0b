import type {
  EnvironmentVariables,
  ServerlessEventObject,
  ServerlessFunctionSignature,
  TwilioResponse,
} from '@twilio-labs/serverless-runtime-types/types';
import { readAsset } from '../../src/asset';
import { findEntry } from '../../src/mapping';
import { proxyAddress } from '../../src/proxy-address';
import { parseQuestion } from '../../src/question';
import { asRefusal, type Refusal } from '../../src/refusal';

type CallbackParameters = ServerlessEventObject<Record<string, unknown>>;

/**
 * The outgoing-conversation callback: answers Twilio Frontline with the proxy address that a
 * customer shall see.
 *
 * @param context The environment variables, `TWILIO_<CHANNEL>_NUMBER` among them.
 * @param event The callback's parameters: `Location`, `ChannelType`, `ChannelValue`, `Worker`, `CustomerId`.
 * @param callback Called once and synchronously, always without an error: the runtime would answer
 *   one with a stack trace. Gets `{ proxy_address }`, or a response with a Twilio error body.
 * @see https://www.twilio.com/docs/frontline/outgoing-conversations
 */
const handler: ServerlessFunctionSignature<EnvironmentVariables, CallbackParameters> = (
  context,
  event,
  callback,
) => {
  callback(null, answer(context, event));
};

function answer(
  variables: Record<string, unknown>,
  parameters: Record<string, unknown>,
): { proxy_address: string } | TwilioResponse {
  try {
    const question = parseQuestion(parameters);
    const entry = findEntry(question.channel, variables, readAsset);
    return { proxy_address: proxyAddress(question, entry) };
  } catch (thrown) {
    return refuse(asRefusal(thrown));
  }
}

function refuse(refusal: Refusal): TwilioResponse {
  const { status, code, message } = refusal;
  // Twilio's debugger shows a warning for the one, an error for the other.
  const log = status < 500 ? console.warn : console.error;
  log(`${status} ${code} ${message}`);
  return new Twilio.Response()
    .setStatusCode(status)
    .setHeaders({ 'Content-Type': 'application/json' })
    .setBody(refusal.toJSON());
}

// Not `export const`: esbuild would wrap that in 500 bytes which take as long to load as all the rest.
export = { handler };
