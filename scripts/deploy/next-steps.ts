import { shellWord } from '../terminal/shell-word';
import type { Configuration } from '../twilio/configuration';
import { CALLBACK_PATH } from '../twilio/project';
import type { Deployment } from './deployment';

/**
 * Says what to do after a deployment. The step in the Console is told for a new environment, unless
 * production is already live elsewhere: whoever obeyed would move Frontline away from production.
 *
 * @param deployed What Twilio says is deployed now.
 * @param env The file of the variables, if a flag has named it.
 */
export function nextSteps(
  { target, to }: Deployment,
  { buildSid, domain }: { buildSid: string; domain: string },
  { credentials }: Configuration,
  env: string | undefined,
): string {
  const url = `https://${domain}${CALLBACK_PATH}`;
  const isLive = target.environment?.buildSid || (target.production && to.suffix.value);
  const inConsole = `Set this as the Outgoing Conversations Callback URL, in Frontline > Manage > Callbacks:
  ${url}
`;
  const sign = credentials.AUTH_TOKEN ? '' : ' (set AUTH_TOKEN first: an API key cannot sign)';
  return `
Twilio has deployed the build ${buildSid}.
${isLive ? '' : inConsole}
Ask it as Frontline does${sign}:
  npm run callback -- --url ${url}${env ? ` --env ${shellWord(env)}` : ''}`;
}
