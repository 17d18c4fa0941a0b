import type { Twilio } from 'twilio';
import { recordOf } from '../../src/record';
import { type Finding, finding } from '../terminal/finding';
import type { Inquiry } from '../twilio/account';
import { ifMissing } from '../twilio/failure';
import { CALLBACK_PATH } from '../twilio/project';

/** An account has at most 50 rules and 50 settings, so one page holds them all. */
const PAGE = '?pageSize=100';

/**
 * Asks whether a webhook rule lets Twilio sign the Function's requests with another key than the
 * auth token, or not at all. No document says that a protected Function accepts such a request.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhook-rules
 * @see https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys
 */
export function webhookRules(): Inquiry {
  const ask = async (client: Twilio): Promise<Finding[]> => {
    const rules = (await listOf(client, 'Rules')).filter(mayMatch);
    if (rules.length === 0) return [];
    const settings = await listOf(client, 'Settings');
    const signing = settings.filter(({ signature }) => recordOf(signature).type !== undefined);
    const ids = new Set(signing.map(({ id }) => id));
    return rules
      .filter((rule) => idsIn(rule.settings).some((id) => ids.has(id)))
      .map(({ id, value, prefix }) =>
        finding('webhook/signature', [], `${id}`, `${value ?? prefix ?? 'every URL'}`),
      );
  };
  return { what: 'the webhook rules', isOptional: true, ask };
}

/** Whether a rule may match the Function's URL, of which only the path is known. */
function mayMatch({ matchType, value, prefix }: Record<string, unknown>): boolean {
  const text = `${value ?? prefix}`;
  const path = URL.canParse(text) ? new URL(text).pathname : '';
  if (matchType === 'EXACT_MATCH') return path === CALLBACK_PATH;
  return matchType === 'DEFAULT' || (path !== '' && CALLBACK_PATH.startsWith(path));
}

function idsIn(settings: unknown): unknown[] {
  return Array.isArray(settings) ? settings.map((setting) => recordOf(setting).settingId) : [];
}

/** Reads a list. An account that has no such API has no such list. */
async function listOf(client: Twilio, name: string): Promise<Record<string, unknown>[]> {
  const uri = `https://webhooks.twilio.com/v1/Webhooks/${name}${PAGE}`;
  const { statusCode: status, body } = await client.request({ method: 'get', uri });
  if (status >= 400) return ifMissing({ ...recordOf(body), status }) ?? [];
  const list = recordOf(body)[`${recordOf(recordOf(body).meta).key}`];
  return Array.isArray(list) ? list.map(recordOf) : [];
}
