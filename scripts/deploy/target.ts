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
 * @throws Failure if another project has a Service of that name: one with other Functions, or with assets alone.
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
  const files = await Promise.all([functions.list(), assets.list()]);
  expectOurs(
    service.value,
    files.map((list) => list.map(({ friendlyName }) => friendlyName)),
  );
  const environment = (await environments.list()).find(
    ({ domainSuffix }) => (domainSuffix ?? '') === suffix.value,
  );
  const variables = environment ? await environments(environment.sid).variables.list() : [];
  return {
    service: found,
    ...(environment && { environment }),
    files: new Map(files.flat().map(({ friendlyName, sid }) => [friendlyName, sid])),
    variables: new Map(variables.map((variable) => [variable.key, variable])),
  };
}

/** A Service is ours if it has our Function alone. A deployment that failed may have left it empty. */
function expectOurs(name: string, [functions = [], assets = []]: string[][]): void {
  const other = functions.find((path) => path !== CALLBACK_PATH);
  if (!other && (functions.length > 0 || assets.length === 0)) return;
  const what = other ? `has other Functions, such as ${other}` : 'has assets alone';
  throw failure('deploy/other-project', name, what);
}
