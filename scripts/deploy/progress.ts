import type { Twilio } from 'twilio';
import { shellWord } from '../terminal/text';
import { fail } from '../twilio/client';
import type { Configuration } from '../twilio/configuration';
import { CALLBACK_PATH } from '../twilio/project';
import { type Deployment, deploy } from './deployment';

/** What each step of a deployment does. */
export const DOING = {
  service: 'preparing the Service',
  environment: 'preparing the environment',
  files: 'uploading the files',
  build: 'waiting for the build',
  variables: 'setting the variables',
  activation: 'activating the build',
  deletion: 'deleting variables',
};

/** A step of a deployment. */
export type Step = keyof typeof DOING;

/** The variables are set before the build is activated, and take effect at once. */
const CHANGED: Partial<Record<Step, string>> = {
  variables:
    'Variables may have changed already, and act at once; Function and mapping are as before.',
  activation:
    'The new variables act already; Function and mapping may be the new ones or those before.',
  deletion: 'Function, mapping and new variables act already; variables to delete may act still.',
};

/** Says what a deployment has changed if it ends in this step. */
export function whatHasChanged(step: Step): string {
  return CHANGED[step] ?? 'Nothing has changed for Frontline.';
}

/**
 * Deploys, and prints each step. If this process ends early, it prints which step it had reached.
 * It ends early after a failure, after Ctrl-C, or when the reader of its output has gone.
 *
 * @returns What Twilio says is deployed now.
 */
export async function deployTelling(client: Twilio, deployment: Deployment) {
  console.log('Deploying:');
  let current: Step = 'service';
  const tellHowFar = () => {
    console.error(`Stopped while ${DOING[current]}. ${whatHasChanged(current)}`);
  };
  process.once('exit', tellHowFar);
  const deployed = await deploy(client, deployment, (step) => {
    current = step;
    console.log(`  ${DOING[step]}`);
  }).catch(fail);
  process.off('exit', tellHowFar);
  return deployed;
}

/**
 * Says what to do after a deployment. The step in the Console is told for a new environment, unless
 * production is already live elsewhere: whoever obeyed would move Frontline away from production.
 *
 * @param deployed What Twilio says is deployed now.
 */
export function nextSteps(
  { target, to }: Deployment,
  { buildSid, domain }: { buildSid: string; domain: string },
  { credentials, envFile: { name: env } }: Configuration,
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
  npm run callback -- --url ${url}${env === '.env' ? '' : ` --env ${shellWord(env)}`}`;
}
