import type { Twilio } from 'twilio';
import { failure } from '../terminal/finding';
import { CALLBACK_PATH } from '../twilio/project';
import type { Destination } from './destination';

/** What is there already where a deployment goes: all that it has to know before it changes anything. */
export interface Target {
  /** The Service; none if the deployment makes a new one. */
  service?: { sid: string; includeCredentials: boolean };
  /** The environment; none if the deployment makes a new one. */
  environment?: { sid: string; domainName: string };
  /** The SIDs of the Functions and assets that the Service has, by path. */
  files: Map<string, string>;
  /** The variables of the environment, by key. */
  variables: Map<string, { sid: string; value: string }>;
}

/**
 * Finds what is there already. It only asks.
 *
 * @throws Failure if another project has a Service of that name: one with other Functions, or with only assets.
 * @see https://www.twilio.com/docs/serverless/api
 */
export async function findTarget(
  client: Twilio,
  { service, suffix }: Destination,
): Promise<Target> {
  const { services } = client.serverless.v1;
  const found = (await services.list()).find(({ uniqueName }) => uniqueName === service.value);
  if (!found) return { files: new Map(), variables: new Map() };
  const { functions, assets, environments } = services(found.sid);
  const [functionsThere, assetsThere] = await Promise.all([functions.list(), assets.list()]);
  // A Service is this project's if it has its Function alone. A deployment that failed may have left it empty.
  const other = functionsThere.find(({ friendlyName }) => friendlyName !== CALLBACK_PATH);
  if (other || (functionsThere.length === 0 && assetsThere.length > 0)) {
    throw failure('deploy/other-project', service.value, other?.friendlyName);
  }
  const environment = (await environments.list()).find(
    ({ domainSuffix }) => (domainSuffix ?? '') === suffix.value,
  );
  const variables = environment ? await environments(environment.sid).variables.list() : [];
  return {
    service: found,
    ...(environment && { environment }),
    files: new Map(
      [...functionsThere, ...assetsThere].map(({ friendlyName, sid }) => [friendlyName, sid]),
    ),
    variables: new Map(variables.map((variable) => [variable.key, variable])),
  };
}
