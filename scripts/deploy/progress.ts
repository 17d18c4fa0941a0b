import type { Twilio } from 'twilio';
import { fail } from '../twilio/client';
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
