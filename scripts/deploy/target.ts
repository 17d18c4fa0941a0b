import type { Twilio } from 'twilio';
import { recordOf } from '../../src/record';
import type { DeploymentConfig } from '../twilio/twilio-run';
import { DeploymentError, serviceExists } from './failure';

/** What is there already of a deployment's target. */
export interface Target {
  /** The Service; nothing if the deployment makes a new one. */
  serviceSid?: string;
  /** Whether it gives its Functions the account's credentials: a new one does. */
  givesCredentials: boolean;
  /** The variables of the environment, with their values. */
  variables: Map<string, string>;
}

/**
 * Finds what a deployment goes to. It only asks.
 *
 * @throws DeploymentError if the Service is gone that this clone deployed to, or if there is one of another clone's.
 * @see https://www.twilio.com/docs/serverless/api/resource/service
 */
export async function findTarget(client: Twilio, config: DeploymentConfig): Promise<Target> {
  const found = await findService(client, config);
  if (!found) return { givesCredentials: true, variables: new Map() };
  const { sid: serviceSid, includeCredentials: givesCredentials } = found;
  const service = client.serverless.v1.services(serviceSid);
  const environments = await service.environments.list();
  const environment = environments.find(
    ({ domainSuffix }) => (domainSuffix ?? '') === config.functionsEnv,
  );
  const variables = environment ? await service.environments(environment.sid).variables.list() : [];
  return {
    serviceSid,
    givesCredentials,
    variables: new Map(variables.map(({ key, value }) => [key, value])),
  };
}

async function findService(
  client: Twilio,
  { serviceSid, serviceName, overrideExistingService }: DeploymentConfig,
) {
  const { services } = client.serverless.v1;
  if (serviceSid) {
    return services(serviceSid)
      .fetch()
      .catch((error: unknown) => {
        if (recordOf(error).status !== 404) throw error;
        throw new DeploymentError(
          `The Service ${serviceSid} is gone, which .twiliodeployinfo names. Remove that file: the next deployment makes a new Service, with a new URL.`,
        );
      });
  }
  const all = await services.list();
  const same = all.find(({ uniqueName }) => uniqueName === serviceName);
  if (same && !overrideExistingService) throw serviceExists(serviceName);
  return same;
}
