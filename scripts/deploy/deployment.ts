import type { EventEmitter } from 'node:events';
import type { DeployResult, StatusUpdate } from '@twilio-labs/serverless-api';
import { type DeploymentConfig, noteDeployment, type ProjectFiles } from '../twilio/twilio-run';
import { DeploymentError } from './failure';

/** How often a request is sent again that Twilio refuses for now (429); its library waits ever longer. */
const RETRIES = 2;

/** The steps of a deployment, as its library names them. */
export type Step = `${StatusUpdate['status']}`;

/** What each step does. */
export const DOING: Record<Step, string> = {
  'reading-filesystem': 'reading the files',
  'creating-service': 'finding or creating the Service',
  'configuring-environment': 'finding or creating the environment',
  'creating-functions': 'creating the Function',
  'uploading-functions': 'uploading the Function',
  'creating-assets': 'creating the assets',
  'uploading-assets': 'uploading the assets',
  building: 'waiting for the build',
  'timed-out': 'waiting for the build, for too long',
  'setting-variables': 'setting the variables',
  'activating-deployment': 'activating the build',
  done: 'done',
};

/**
 * Deploys the project with the library that `twilio-run` deploys with.
 *
 * @param patienceMs How long it may go on without any news.
 * @param tell Called with each step when it begins.
 * @see https://github.com/twilio-labs/serverless-toolkit/tree/main/packages/serverless-api
 */
export async function deployProject(
  config: DeploymentConfig,
  files: ProjectFiles,
  patienceMs: number,
  tell: (step: Step) => void,
): Promise<DeployResult> {
  // Loaded only now: it takes longer than all that can go wrong before.
  const { TwilioServerlessApiClient } = await import('@twilio-labs/serverless-api');
  const client = new TwilioServerlessApiClient({ ...config, retryLimit: RETRIES });
  let current: Step | undefined;
  client.on('status-update', ({ status }: StatusUpdate) => {
    // While Twilio builds, it says so every second.
    if (status !== current) tell(status);
    current = status;
  });
  const deployed = client.deployProject({ ...config, ...files });
  const result = await Promise.race([deployed, silence(client, patienceMs), lostRejection()]);
  await noteDeployment(config, result);
  return result;
}

/** Fails when there was no news for so long: the library itself would wait for ever. */
function silence(client: EventEmitter, ms: number): Promise<never> {
  return new Promise((_, reject) => {
    const text = `Twilio has not answered for ${ms / 1000} s. Try again, with --timeout if your network is slow.`;
    const timer = setTimeout(() => reject(new DeploymentError(text)), ms).unref();
    client.on('status-update', () => timer.refresh());
  });
}

/** If Twilio cannot be asked how far the build is, the library waits on, and nobody hears of it. */
function lostRejection(): Promise<never> {
  return new Promise((_, reject) => process.once('unhandledRejection', reject));
}

/**
 * Says what a deployment has changed that ends in this step: variables are written before the build is
 * activated, and act at once.
 */
export function whatHasChanged(step: Step): string {
  switch (step) {
    case 'setting-variables':
      return 'Variables may have changed already, and act at once; Function and mapping are as before.';
    case 'activating-deployment':
      return 'The new variables act already; Function and mapping may be the new ones or those before.';
    default:
      return 'What answers Frontline is as before.';
  }
}
