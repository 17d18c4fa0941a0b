import type { Twilio } from 'twilio';
import type { Inquiry } from '../twilio/account';
import type { Known } from './pair';

/**
 * Asks which variables are set where a Function is deployed. There is no inquiry for a URL that is
 * not Twilio's.
 *
 * @param known Gets Twilio's answer.
 * @see https://www.twilio.com/docs/serverless/api/resource/variable
 */
export function variablesAt({ hostname }: URL, known: Known): Inquiry[] {
  if (!hostname.endsWith('.twil.io')) return [];
  const ask = async ({ serverless }: Twilio) => {
    const { services } = serverless.v1;
    const named = (await services.list()).filter(({ domainBase }) =>
      hostname.startsWith(`${domainBase}`.toLowerCase()),
    );
    for (const { sid } of named) {
      const { environments } = services(sid);
      const all = await environments.list();
      const found = all.find(({ domainName }) => domainName.toLowerCase() === hostname);
      const variables = found ? await environments(found.sid).variables.list() : undefined;
      if (!variables) continue;
      known.variables = Object.fromEntries(variables.map(({ key, value }) => [key, value]));
    }
    return [];
  };
  return [{ what: 'the variables of the deployed Function', isOptional: true, ask }];
}
