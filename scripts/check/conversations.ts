import { SERVICE_VARIABLE } from '../../src/conversations';
import { recordOf } from '../../src/record';
import { placeOf } from '../mapping/variables';
import { twilioClient } from '../twilio/client';
import { type Configuration, isComplete } from '../twilio/configuration';
import { describeFailure } from '../twilio/failure';
import { error, type Finding, warning } from './finding';

const TIMEOUT_MS = 5_000;

/** What there is to say of the Conversations service that the Function asks. */
export interface ServiceReport {
  findings: Finding[];
  notes: string[];
  failures: string[];
}

const NOTHING: ServiceReport = { findings: [], notes: [], failures: [] };

/**
 * Checks the Conversations service that the Function asks, so that no two workers get one address with one
 * customer (48031).
 *
 * @param hasPool Whether the Function ever has a choice.
 * @see https://www.twilio.com/docs/conversations/api/service-resource
 */
export async function checkConversations(
  configuration: Configuration,
  hasPool: boolean,
): Promise<ServiceReport> {
  const sid = configuration.variables[SERVICE_VARIABLE];
  if (sid !== undefined) return checkService(sid, configuration);
  if (!hasPool) return NOTHING;
  const standard = await defaultService(configuration);
  const what = standard
    ? `${SERVICE_VARIABLE}=${standard}`
    : `${SERVICE_VARIABLE}=IS…, the SID of Frontline's Conversations service, which is shown here if the credentials are set`;
  const note = `Two workers can get one address of a pool for the same customer, which Frontline refuses (48031). To have the Function ask first, set in .env: ${what}`;
  return { ...NOTHING, notes: [note] };
}

async function checkService(
  sid: string,
  { credentials, envFile }: Configuration,
): Promise<ServiceReport> {
  const place = placeOf(SERVICE_VARIABLE, envFile);
  if (!/^IS[0-9a-f]{32}$/.test(sid)) {
    const text = 'must be the SID of a Conversations service: IS and 32 hexadecimal digits';
    return { ...NOTHING, findings: [error(place, text)] };
  }
  if (!isComplete(credentials)) {
    const note = `Not checked: whether the account has the service of ${SERVICE_VARIABLE}. Set ACCOUNT_SID and AUTH_TOKEN.`;
    return { ...NOTHING, notes: [note] };
  }
  try {
    const { v1 } = (await twilioClient(credentials, TIMEOUT_MS)).conversations;
    const [{ defaultChatServiceSid }] = await Promise.all([
      v1.configuration().fetch(),
      v1.services(sid).fetch(),
    ]);
    const text = `is not the account's default service, ${defaultChatServiceSid}: is it the one that Frontline runs on?`;
    return { ...NOTHING, findings: sid === defaultChatServiceSid ? [] : [warning(place, text)] };
  } catch (failure) {
    return recordOf(failure).status === 404
      ? {
          ...NOTHING,
          findings: [error(place, "is not among this account's Conversations services")],
        }
      : { ...NOTHING, failures: [`Not checked: ${SERVICE_VARIABLE}. ${describeFailure(failure)}`] };
  }
}

/** The one that Frontline runs on, as a rule; nothing if Twilio does not say. */
async function defaultService({ credentials }: Configuration): Promise<string | undefined> {
  if (!isComplete(credentials)) return undefined;
  try {
    const { v1 } = (await twilioClient(credentials, TIMEOUT_MS)).conversations;
    return (await v1.configuration().fetch()).defaultChatServiceSid;
  } catch {
    return undefined;
  }
}
