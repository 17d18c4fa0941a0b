import { recordOf } from '../../src/record';
import { describeFailure } from '../twilio/failure';

/** A failure that says itself what to do. */
export class DeploymentError extends Error {}

/** Another clone made the Service, or another project. */
export function serviceExists(name: unknown): DeploymentError {
  return new DeploymentError(
    `There is a Service named ${name} already. If it is this project's: --override-existing-project. If not: --service-name NAME.`,
  );
}

/** Says why a deployment failed, and what to do. */
export function describeDeploymentFailure(error: unknown): string {
  if (error instanceof DeploymentError) return error.message;
  // All that its library tells of a build that failed.
  if (error === 'failed') {
    return 'Twilio could not build it, usually for a package in dependencies. Its reason is in the Console, under Functions and Assets > Services.';
  }
  const { name, message, serviceName } = recordOf(error);
  if (name === 'conflicting-servicename') return serviceExists(serviceName).message;
  return /^Failed to (create|upload)/.test(`${message}`)
    ? `Twilio did not take it: ${message}. Try again.`
    : describeFailure(error);
}
