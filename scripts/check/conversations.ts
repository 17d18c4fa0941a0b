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

/** Why Conversations are asked. */
interface Reasons {
  /** Whether the Function ever has a choice. */
  hasPool: boolean;
  /** Whether the account can use any of the addresses. */
  canSend: boolean;
}

/**
 * Checks the account's Conversations, in which Frontline runs: that they have a default Messaging Service
 * (48032), and that the Function can ask them, so that no two workers get one address with one customer
 * (48031).
 *
 * @see https://www.twilio.com/docs/conversations/api/service-resource
 * @see https://www.twilio.com/docs/conversations/api/configuration-resource
 */
export async function checkConversations(
  configuration: Configuration,
  { hasPool, canSend }: Reasons,
): Promise<ServiceReport> {
  const { variables, credentials, envFile } = configuration;
  const sid = variables[SERVICE_VARIABLE];
  const place = placeOf(SERVICE_VARIABLE, envFile);
  if (sid !== undefined && !/^IS[0-9a-f]{32}$/.test(sid)) {
    const text = 'must be the SID of a Conversations service: IS and 32 hexadecimal digits';
    return { ...NOTHING, findings: [error(place, text)] };
  }
  const notes = hasPool && sid === undefined ? [howToAsk()] : [];
  if (!isComplete(credentials)) {
    const note = `Not checked: whether the account has the service of ${SERVICE_VARIABLE}. Set ACCOUNT_SID and AUTH_TOKEN.`;
    return { ...NOTHING, notes: sid === undefined ? notes : [note] };
  }
  if (sid === undefined && !hasPool && !canSend) return NOTHING;
  try {
    const { v1 } = (await twilioClient(credentials, TIMEOUT_MS)).conversations;
    const [{ defaultChatServiceSid, defaultMessagingServiceSid }, isThere] = await Promise.all([
      v1.configuration().fetch(),
      sid === undefined || exists(v1.services(sid).fetch()),
    ]);
    const other = `is not the account's default service, ${defaultChatServiceSid}: is it the one that Frontline runs on?`;
    return {
      failures: [],
      notes: notes.map(() => howToAsk(defaultChatServiceSid)),
      findings: [
        ...(canSend && !defaultMessagingServiceSid ? [error(DEFAULTS, NO_MESSAGING_SERVICE)] : []),
        ...(isThere ? [] : [error(place, "is not among this account's Conversations services")]),
        ...(isThere && sid && sid !== defaultChatServiceSid ? [warning(place, other)] : []),
      ],
    };
  } catch (failure) {
    const what = sid === undefined ? 'the default Messaging Service (48032)' : SERVICE_VARIABLE;
    const text = `Not checked: ${what}. ${describeFailure(failure)}`;
    // Without a number, it was asked only to be helpful.
    return { ...NOTHING, notes, failures: canSend || sid !== undefined ? [text] : [] };
  }
}

const DEFAULTS = { name: 'Conversations' };
const NO_MESSAGING_SERVICE =
  'the account has no default Messaging Service, without which no conversation starts: set one in the Console, at Conversations > Manage > Defaults (48032)';

async function exists(fetched: Promise<unknown>): Promise<boolean> {
  try {
    await fetched;
    return true;
  } catch (failure) {
    if (recordOf(failure).status === 404) return false;
    throw failure;
  }
}

/** @param service The SID of the service that Frontline runs on, as a rule; nothing if Twilio did not say. */
function howToAsk(service?: string): string {
  const what = service
    ? `${SERVICE_VARIABLE}=${service}`
    : `${SERVICE_VARIABLE}=IS…, the SID of Frontline's Conversations service, which is shown here if the credentials are set`;
  return `Two workers can get one address of a pool for the same customer, which Frontline refuses (48031). To have the Function ask first, set in .env: ${what}`;
}
