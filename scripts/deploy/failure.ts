import { recordOf } from '../../src/record';
import { describeFailure } from '../twilio/failure';
import { RUNTIME_HANDLERS } from '../twilio/limits';

/** A failure that says itself what to do. */
export class DeploymentError extends Error {}

const HANDLER = '@twilio/runtime-handler';

/** Says why a deployment failed, and what to do. */
export function describeDeploymentFailure(error: unknown): string {
  if (error instanceof DeploymentError) return error.message;
  const { code, message } = recordOf(error);
  // https://github.com/twilio-labs/serverless-toolkit/issues/564
  const [, version] = new RegExp(`${HANDLER}@([\\w.-]*\\w)`).exec(`${message}`) ?? [];
  return code === 20001 && version
    ? `Twilio does not build with ${HANDLER} ${version}, which package.json names (20001). Write a version of Twilio's list into package.json, such as ${RUNTIME_HANDLERS[0]}, and run npm install: https://www.twilio.com/docs/serverless/functions-assets/handler.`
    : describeFailure(error);
}
