import { whereToSet } from './channel';
import { Refusal } from './refusal';

/** Frontline's question: which address shall this customer see on this channel? */
export interface Question {
  channel: string;
  /** The customer's address on the channel: `+123456789`, `whatsapp:+123456789`. */
  customerAddress: string | undefined;
  customerId: string | undefined;
  worker: string | undefined;
}

/**
 * Parses Frontline's callback parameters. The runtime passes query and body together, unchecked.
 *
 * @throws Refusal 400 (48000) for a parameter that is not one text, 422 (48000) for a `Location`
 *   that is not `GetProxyAddress`, 403 (48026) without a `ChannelType`.
 * @see https://www.twilio.com/docs/frontline/outgoing-conversations
 */
export function parseQuestion(event: Record<string, unknown>): Question {
  const location = text(event, 'Location');
  const channel = text(event, 'ChannelType');
  const customerAddress = text(event, 'ChannelValue');
  const customerId = text(event, 'CustomerId');
  const worker = text(event, 'Worker');
  if (location !== 'GetProxyAddress') {
    throw new Refusal(422, 48000, 'Location must be GetProxyAddress.');
  }
  if (!channel) {
    throw new Refusal(403, 48026, `ChannelType is missing. ${whereToSet()}`);
  }
  return { channel, customerAddress, customerId, worker };
}

function text(event: Record<string, unknown>, parameter: string): string | undefined {
  const value = event[parameter];
  if (value !== undefined && typeof value !== 'string') {
    throw new Refusal(400, 48000, `${parameter} must be given once, as a text.`);
  }
  return value;
}
