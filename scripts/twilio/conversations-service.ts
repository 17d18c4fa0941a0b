import type { Twilio } from 'twilio';
import { SERVICE_VARIABLE } from '../../src/conversations';
import { fail, twilioClient } from './client';
import type { Configuration } from './configuration';

/** A Conversations Service of the account, as the SDK has it. */
export type ConversationsService = ReturnType<Twilio['conversations']['v1']['services']>;

const TIMEOUT_MS = 10_000;
/** The pauses before a next try grow to 3 s: Twilio has 12 s to accept a request. */
const TRIES = 8;

/**
 * Finds the Service that the Function asks: that of the variable, or the account's default one.
 *
 * @see https://www.twilio.com/docs/conversations-classic/api/configuration-resource
 */
export async function serviceOf(
  { conversations: { v1 } }: Twilio,
  { variables }: Configuration,
): Promise<{ sid: string; service: ConversationsService }> {
  const set = variables[SERVICE_VARIABLE];
  const sid = set ?? (await v1.configuration().fetch()).defaultChatServiceSid;
  return { sid, service: v1.services(sid) };
}

/**
 * Makes a client for the Service that the Function asks. It waits if Twilio refuses for now (429).
 *
 * @throws Failure if credentials are missing, or if Twilio does not name the Service.
 */
export async function openService(configuration: Configuration): Promise<ConversationsService> {
  const client = await twilioClient(configuration.credentials, TIMEOUT_MS, TRIES);
  return (await serviceOf(client, configuration).catch(fail)).service;
}
