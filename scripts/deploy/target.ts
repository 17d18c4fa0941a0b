import type { Twilio } from 'twilio';
import { recordOf } from '../../src/record';
import { failure } from '../terminal/finding';
import { CALLBACK_PATH } from '../twilio/project';
import type { Destination } from './destination';
import { type DeployedRecord, recordIn } from './record';

/**
 * What Twilio already has at the destination. A deployment must know it before it changes anything.
 */
export interface Target {
  /** The Service; undefined if the deployment creates it. */
  service?: { sid: string; includeCredentials: boolean };
  /** The environment; undefined if the deployment creates it. */
  environment?: { sid: string; domainName: string; buildSid: string | null };
  /** What is deployed to the environment. Missing if Twilio does not tell. */
  live?: DeployedRecord | undefined;
  /** The domain of the environment without a suffix, if a build is deployed to it. */
  production?: string | undefined;
  /** The SIDs of the Functions and assets that the Service has, by path. */
  files: Map<string, string>;
  /** The variables of the environment, by key. */
  variables: Map<string, { sid: string; value: string }>;
}

/**
 * Finds what Twilio already has at the destination. It changes nothing.
 *
 * @throws Failure if another project has a Service of that name. That Service has other Functions,
 *   or only assets.
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
  // A Service belongs to this project if it has no other Function. A failed deployment may have
  // left the Service empty.
  const other = functionsThere.find(({ friendlyName }) => friendlyName !== CALLBACK_PATH);
  if (other || (functionsThere.length === 0 && assetsThere.length > 0)) {
    throw failure('deploy/other-project', service.value, other?.friendlyName);
  }
  const bySuffix = new Map((await environments.list()).map((one) => [one.domainSuffix ?? '', one]));
  const environment = bySuffix.get(suffix.value);
  const production = bySuffix.get('');
  const live = await readLive(services(found.sid), functionsThere[0]?.sid, environment?.buildSid);
  const variables = environment ? await environments(environment.sid).variables.list() : [];
  return {
    service: found,
    ...(environment && { environment, live }),
    ...(production?.buildSid && { production: production.domainName }),
    files: new Map([...functionsThere, ...assetsThere].map((one) => [one.friendlyName, one.sid])),
    variables: new Map(variables.map((variable) => [variable.key, variable])),
  };
}

/** A Service, as the SDK asks for it. */
export type Service = ReturnType<Twilio['serverless']['v1']['services']>;

/**
 * Reads the Function of a build, with its record. Nothing depends on it, so no failure counts. The
 * page of a build calls its versions SIDs, and Twilio's toolkit reads objects, so both will do.
 *
 * @see https://www.twilio.com/docs/serverless/api/resource/function-version/content
 * @see https://www.twilio.com/docs/serverless/api/resource/build
 */
async function readLive(
  { builds, functions }: Service,
  functionSid: string | undefined,
  buildSid: string | null | undefined,
): Promise<DeployedRecord | undefined> {
  if (!buildSid || !functionSid) return undefined;
  try {
    const [version] = (await builds(buildSid).fetch()).functionVersions;
    const sid = `${recordOf(version).sid ?? version}`;
    const { functionVersions } = functions(functionSid);
    return recordIn((await functionVersions(sid).functionVersionContent().fetch()).content);
  } catch {
    return undefined;
  }
}
