import { recordOf } from '../../src/record';
import { type Failure, failure } from '../terminal/finding';
import { asFailure } from '../twilio/failure';
import { RUNTIME_HANDLERS } from '../twilio/limits';

/** Says why a deployment failed, and what to do. */
export function asDeploymentFailure(error: unknown): Failure {
  const { code, message } = recordOf(error);
  // https://github.com/twilio-labs/serverless-toolkit/issues/564
  const [, version] = /@twilio\/runtime-handler@([\w.-]*\w)/.exec(`${message}`) ?? [];
  return code === 20001 && version
    ? failure('deploy/handler', version, RUNTIME_HANDLERS[0] ?? '')
    : asFailure(error);
}
