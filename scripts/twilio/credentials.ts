import { type Finding, finding } from '../terminal/finding';
import type { Credentials } from './configuration';

const FORMS = [
  { name: 'ACCOUNT_SID', pattern: /^AC[0-9a-f]{32}$/i, form: 'AC and 32 hexadecimal digits' },
  { name: 'AUTH_TOKEN', pattern: /^[0-9a-f]{32}$/i, form: '32 hexadecimal digits' },
  { name: 'TWILIO_API_KEY', pattern: /^SK[0-9a-f]{32}$/i, form: 'SK and 32 hexadecimal digits' },
] as const;

/**
 * Finds credentials that are set but malformed. It never shows them.
 *
 * @see https://www.twilio.com/docs/iam/api/authtoken
 * @see https://www.twilio.com/docs/iam/api-keys/key-resource-v1
 */
export function credentialFaults(credentials: Credentials): Finding[] {
  const [sid, token] = FORMS;
  if (sid.pattern.test(credentials.AUTH_TOKEN) && token.pattern.test(credentials.ACCOUNT_SID)) {
    return [finding('credentials/swapped', [])];
  }
  return FORMS.flatMap(({ name, pattern, form }) => {
    const value = credentials[name] ?? '';
    if (value === '' || pattern.test(value)) return [];
    return name === 'ACCOUNT_SID' && value.startsWith('SK')
      ? [finding('credentials/api-key', [])]
      : [finding('credentials/malformed', [], name, form, value.length)];
  });
}

/** Names the credentials that are not set. Empty if Twilio can be asked. */
export function missing(credentials: Credentials): string {
  const { ACCOUNT_SID, AUTH_TOKEN, TWILIO_API_KEY, TWILIO_API_SECRET } = credentials;
  const isKey = TWILIO_API_KEY || TWILIO_API_SECRET;
  const proof = isKey ? { TWILIO_API_KEY, TWILIO_API_SECRET } : { AUTH_TOKEN };
  const needed = Object.entries({ ACCOUNT_SID, ...proof });
  return needed.flatMap(([name, value]) => (value ? [] : [name])).join(' and ');
}
