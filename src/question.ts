import { Refusal } from './refusal';

/** What Frontline asks: which address shall this customer see on this channel? */
export interface Question {
  channel: string;
  /** The customer's address on the channel: `+123456789`, `whatsapp:+123456789`. */
  customer: string | undefined;
  customerId: string | undefined;
  worker: string | undefined;
}

/**
 * Reads Frontline's callback parameters.
 *
 * @param event The request's parameters as the runtime hands them over: query and body, unchecked.
 * @returns The question. A missing `ChannelType` is the empty channel, which no mapping can have.
 * @throws Refusal 400 for a parameter that is not one text, 422 for another `Location`.
 * @see https://www.twilio.com/docs/frontline/outgoing-conversations
 */
export function parseQuestion(event: Record<string, unknown>): Question {
  const question = {
    channel: text(event, 'ChannelType') ?? '',
    customer: text(event, 'ChannelValue'),
    customerId: text(event, 'CustomerId'),
    worker: text(event, 'Worker'),
  };
  if (text(event, 'Location') !== 'GetProxyAddress') {
    throw new Refusal(422, 48000, 'Location must be GetProxyAddress.');
  }
  return question;
}

function text(event: Record<string, unknown>, parameter: string): string | undefined {
  const value = event[parameter];
  if (value !== undefined && typeof value !== 'string') {
    throw new Refusal(400, 48000, `${parameter} must be given once, as a text.`);
  }
  return value;
}
