import { setTimeout as delay } from 'node:timers/promises';
import type { Twilio } from 'twilio';
import { dependencies } from '../../package.json';
import { failure } from '../terminal/finding';
import type { Destination } from './destination';
import { type DeployedFile, said, uploadVersion } from './files';
import type { Step } from './progress';
import type { Service, Target } from './target';

/** Twilio recommends this interval: https://www.twilio.com/docs/serverless/api/resource/build */
const ASK_AGAIN_MS = 1000;
const BUILD_TIMEOUT_MS = 5 * 60 * 1000;

/** What is deployed, and where. */
export interface Deployment {
  to: Destination;
  target: Target;
  files: DeployedFile[];
  variables: Record<string, string>;
  /** The variables to delete on Twilio. Those that Twilio does not have are ignored. */
  unset: string[];
  runtime: string;
}

/**
 * Deploys files and variables. It uses what the target has, and creates what is missing.
 *
 * @param tell Called with each step when the step begins.
 * @returns What Twilio says is deployed now.
 * @see https://www.twilio.com/docs/serverless/api
 */
export async function deploy(
  client: Twilio,
  plan: Deployment,
  tell: (step: Step) => void,
): Promise<{ buildSid: string; domain: string }> {
  const { to, target, files, variables, unset, runtime } = plan;
  tell('service');
  const { services } = client.serverless.v1;
  const { sid } = target.service ?? (await services.create(newService(to)));
  const serviceSid = said(sid, 'the SID of the new Service');
  const service = services(serviceSid);
  tell('environment');
  const there = target.environment ?? (await service.environments.create(newEnvironment(to)));
  const environment = service.environments(said(there.sid, 'the SID of the environment'));
  const domain = said(there.domainName, 'the domain of the environment');
  tell('files');
  const upload = (file: DeployedFile) => uploadVersion(client, serviceSid, file, target.files);
  const functionVersions = await Promise.all(files.filter(isFunction).map(upload));
  const assetVersions = await Promise.all(files.filter((one) => !isFunction(one)).map(upload));
  tell('build');
  const buildSid = await build(service, { functionVersions, assetVersions, runtime });
  tell('variables');
  await setVariables(environment, variables, target.variables);
  tell('activation');
  const deployment = await environment.deployments.create({ buildSid });
  if (deployment.buildSid !== buildSid) throw failure('deploy/not-active', buildSid);
  // After the activation: until then, the mapping that acts may not have what the variables set.
  const deleted = unset.flatMap((name) => target.variables.get(name)?.sid ?? []);
  if (deleted.length > 0) tell('deletion');
  await Promise.all(deleted.map((sid) => environment.variables(sid).remove()));
  return { buildSid, domain };
}

const isFunction = ({ kind }: DeployedFile) => kind === 'Function';

function newService({ service: { value: name } }: Destination) {
  return { uniqueName: name, friendlyName: name, includeCredentials: true };
}

/** Names an environment as the Twilio CLI does. */
function newEnvironment({ suffix: { value: suffix } }: Destination) {
  return suffix
    ? { uniqueName: `${suffix}-environment`, domainSuffix: suffix }
    : { uniqueName: 'production' };
}

async function setVariables(
  { variables }: ReturnType<Service['environments']>,
  values: Record<string, string>,
  there: Target['variables'],
): Promise<void> {
  const set = async ([key, value]: [string, string]) => {
    const before = there.get(key);
    if (!before) await variables.create({ key, value });
    else if (before.value !== value) await variables(before.sid).update({ value });
  };
  await Promise.all(Object.entries(values).map(set));
}

async function build(
  { builds }: Service,
  parts: { functionVersions: string[]; assetVersions: string[]; runtime: string },
): Promise<string> {
  const packages = Object.entries(dependencies).map(([name, version]) => ({ name, version }));
  const { sid } = await builds.create({ ...parts, dependencies: JSON.stringify(packages) });
  const buildSid = said(sid, 'the SID of the build');
  const waitUntil = Date.now() + BUILD_TIMEOUT_MS;
  while (Date.now() < waitUntil) {
    const { status } = await builds(buildSid).buildStatus().fetch();
    if (status === 'completed') return buildSid;
    if (status === 'failed') throw failure('deploy/build-failed', buildSid);
    said(status, 'how far the build is');
    await delay(ASK_AGAIN_MS);
  }
  throw failure('deploy/build-late');
}
