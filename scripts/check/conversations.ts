import type { Twilio } from 'twilio';
import { SERVICE_VARIABLE } from '../../src/conversations';
import type { Part } from '../mapping/parts';
import { placeOf } from '../mapping/variables';
import { type Finding, finding } from '../terminal/finding';
import type { Inquiry } from '../twilio/account';
import { ifStatus } from '../twilio/client';
import type { Configuration } from '../twilio/configuration';
import type { Known } from './addresses';

const SID = /^IS[0-9a-f]{32}$/i;

/** Finds a malformed SID of the Conversations Service. */
export function serviceFaults({ variables, envFile }: Configuration): Finding[] {
  const sid = variables[SERVICE_VARIABLE];
  return sid === undefined || SID.test(sid)
    ? []
    : [finding('service/malformed', placeOf(SERVICE_VARIABLE, envFile))];
}

/** @see https://www.twilio.com/docs/conversations-classic/api/configuration-resource */
const defaultsOf = ({ conversations: { v1 } }: Twilio) => v1.configuration().fetch();

/**
 * Asks whether the Function's Conversations Service exists and is the account's default Service,
 * because Frontline runs on the default Service.
 *
 * @see https://www.twilio.com/docs/conversations-classic/api/service-resource
 */
export function conversationsService({ variables, envFile }: Configuration): Inquiry[] {
  const sid = variables[SERVICE_VARIABLE];
  if (sid === undefined || !SID.test(sid)) return [];
  const place = placeOf(SERVICE_VARIABLE, envFile);
  const ask = async (client: Twilio) => {
    const { defaultChatServiceSid } = await defaultsOf(client);
    if (sid === defaultChatServiceSid) return [];
    const service = await client.conversations.v1.services(sid).fetch().catch(ifStatus(404));
    if (!service) return [finding('service/unowned', place)];
    return [finding('service/not-default', place, defaultChatServiceSid)];
  };
  return [{ what: `the Conversations service of ${SERVICE_VARIABLE}`, ask }];
}

/**
 * Asks whether Conversations have a default Messaging Service. Without it, conversations over SMS
 * and WhatsApp do not start.
 *
 * @see https://www.twilio.com/docs/api/errors/48032
 */
export function messagingService(addresses: Part[]): Inquiry[] {
  if (!addresses.some(({ channel }) => channel === 'sms' || channel === 'whatsapp')) return [];
  const ask = async (client: Twilio) => {
    const { defaultMessagingServiceSid } = await defaultsOf(client);
    return defaultMessagingServiceSid ? [] : [finding('messaging-service/unset', [])];
  };
  return [{ what: 'the default Messaging Service (48032)', ask }];
}

/** Asks for the default Conversations Service, to propose it. A failure is no finding. */
export function defaultService(known: Known): Inquiry {
  const ask = async (client: Twilio) => {
    const defaults = await defaultsOf(client).catch(() => undefined);
    if (defaults) known.defaultService = defaults.defaultChatServiceSid;
    return [];
  };
  return { what: 'the Conversations service of Frontline', ask };
}
