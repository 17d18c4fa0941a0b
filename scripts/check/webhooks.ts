import type { Twilio } from 'twilio';
import { recordOf } from '../../src/record';
import { type Finding, finding } from '../terminal/finding';
import type { Inquiry } from '../twilio/account';
import { ifStatus } from '../twilio/client';
import { CALLBACK_PATH } from '../twilio/project';

type Rule = Awaited<ReturnType<Twilio['webhooks']['v1']['rules']['list']>>[number];

/**
 * Asks whether a webhook rule lets Twilio sign the Function's requests with another key than the
 * auth token, or not at all. No document says that a protected Function accepts such a request.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhook-rules
 * @see https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys
 */
export function webhookRules(): Inquiry {
  const ask = async ({ webhooks: { v1 } }: Twilio): Promise<Finding[]> => {
    // An account that has no such API has no rules.
    const rules = ((await v1.rules.list().catch(ifStatus(404))) ?? []).filter(mayMatch);
    if (rules.length === 0) return [];
    const settings = await v1.settings.list();
    const others = settings.filter(({ signature }) => recordOf(signature).type !== undefined);
    const ids = others.map(({ id }) => id);
    return rules
      .filter((rule) => rule.settings?.some(({ settingId }) => ids.includes(settingId)))
      .map(({ id, value, prefix }) =>
        finding('webhook/signature', [], `${id}`, value ?? prefix ?? 'every URL'),
      );
  };
  return { what: 'the webhook rules', isOptional: true, ask };
}

/** Whether a rule may match the Function's URL, of which only the path is known. */
function mayMatch({ matchType, value, prefix }: Rule): boolean {
  const text = value ?? prefix ?? '';
  const path = URL.canParse(text) ? new URL(text).pathname : '';
  if (matchType === 'EXACT_MATCH') return path === CALLBACK_PATH;
  return matchType === 'DEFAULT' || (path !== '' && CALLBACK_PATH.startsWith(path));
}
