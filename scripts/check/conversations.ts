import { SERVICE_VARIABLE } from '../../src/conversations';
import type { Part } from '../mapping/parts';
import { placeOf } from '../mapping/variables';
import { type Finding, finding } from '../terminal/finding';
import type { Inquiry } from '../twilio/account';
import type { Configuration } from '../twilio/configuration';
import { ifMissing } from '../twilio/failure';

const SID = /^IS[0-9a-f]{32}$/i;

/** Finds a malformed SID of the Conversations Service. */
export function serviceFaults({ variables, envFile }: Configuration): Finding[] {
  const sid = variables[SERVICE_VARIABLE];
  return sid === undefined || SID.test(sid)
    ? []
    : [finding('service/malformed', placeOf(SERVICE_VARIABLE, envFile))];
}

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
  return [
    {
      what: `the Conversations service of ${SERVICE_VARIABLE}`,
      async ask({ conversations: { v1 } }) {
        const { defaultChatServiceSid } = await v1.configuration().fetch();
        if (sid === defaultChatServiceSid) return [];
        const service = await v1.services(sid).fetch().catch(ifMissing);
        if (!service) return [finding('service/unowned', place)];
        return [finding('service/not-default', place, defaultChatServiceSid)];
      },
    },
  ];
}

/**
 * Asks whether Conversations have a default Messaging Service. Without it, conversations over SMS
 * and WhatsApp do not start.
 *
 * @see https://www.twilio.com/docs/api/errors/48032
 * @see https://www.twilio.com/docs/conversations-classic/api/configuration-resource
 */
export function messagingService(addresses: Part[]): Inquiry[] {
  if (!addresses.some(({ channel }) => channel === 'sms' || channel === 'whatsapp')) return [];
  return [
    {
      what: 'the default Messaging Service (48032)',
      async ask({ conversations: { v1 } }) {
        const { defaultMessagingServiceSid } = await v1.configuration().fetch();
        return defaultMessagingServiceSid ? [] : [finding('messaging-service/unset', [])];
      },
    },
  ];
}

/** Proposes to set the Conversations Service's variable: to the account's default, if known. */
export function unsetService(): Inquiry {
  return {
    what: 'the Conversations service of Frontline',
    async ask({ conversations: { v1 } }) {
      const configuration = await v1
        .configuration()
        .fetch()
        .catch(() => undefined);
      return [finding('service/unset', [], configuration?.defaultChatServiceSid ?? 'IS…')];
    },
  };
}
