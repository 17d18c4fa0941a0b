import { setTimeout as delay } from 'node:timers/promises';
import type { Twilio } from 'twilio';
import { dependencies } from '../../package.json';
import { recordOf } from '../../src/record';
import { failure } from '../terminal/finding';
import type { Destination } from './destination';
import type { DeployedFile } from './files';
import type { Step } from './step';
import type { Target } from './target';
import { upload } from './upload';

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

type Service = ReturnType<Twilio['serverless']['v1']['services']>;

/**
 * Deploys files and variables. It uses what the target has, and creates what is missing.
 *
 * @param tell Called with each step when the step begins.
 * @returns What Twilio says is deployed now.
 * @see https://www.twilio.com/docs/serverless/api
 */
export async function deploy(
  client: Twilio,
  { to, target, files, variables, unset, runtime }: Deployment,
  tell: (step: Step) => void,
): Promise<{ buildSid: string; domain: string }> {
  const { services } = client.serverless.v1;
  tell('service');
  const { sid: serviceSid } = target.service ?? (await services.create(newService(to)));
  const service = services(said(serviceSid, 'the SID of the new Service'));
  tell('environment');
  const environment = target.environment ?? (await service.environments.create(newEnvironment(to)));
  const inEnvironment = service.environments(said(environment.sid, 'the SID of the environment'));
  const domain = said(environment.domainName, 'the domain of the environment');

  tell('files');
  const versionsOf = (kind: DeployedFile['kind']) =>
    Promise.all(
      files.filter((file) => file.kind === kind).map((file) => newVersion(service, file)),
    );
  const functionVersions = await versionsOf('Function');
  const assetVersions = await versionsOf('asset');
  tell('build');
  const buildSid = await build(service, { functionVersions, assetVersions, runtime });
  tell('variables');
  await Promise.all(
    Object.entries(variables).map(async ([key, value]) => {
      const there = target.variables.get(key);
      if (!there) await inEnvironment.variables.create({ key, value });
      else if (there.value !== value) await inEnvironment.variables(there.sid).update({ value });
    }),
  );
  tell('activation');
  const deployment = await inEnvironment.deployments.create({ buildSid });
  if (deployment.buildSid !== buildSid) throw failure('deploy/not-active', buildSid);
  // After the activation: until then, the mapping that acts may not have what the variables set.
  const deleted = unset.flatMap((name) => target.variables.get(name)?.sid ?? []);
  if (deleted.length > 0) tell('deletion');
  await Promise.all(deleted.map((sid) => inEnvironment.variables(sid).remove()));
  return { buildSid, domain };

  async function newVersion({ functions, assets }: Service, file: DeployedFile): Promise<string> {
    const resource = { friendlyName: file.path };
    const isFunction = file.kind === 'Function';
    const sid =
      target.files.get(file.path) ??
      (await (isFunction ? functions.create(resource) : assets.create(resource))).sid;
    const list = `Services/${serviceSid}/${isFunction ? 'Functions' : 'Assets'}`;
    const version = await upload(client, `${list}/${said(sid, `the SID of ${file.path}`)}`, file);
    return said(recordOf(version).sid, `the SID of the new version of ${file.path}`);
  }
}

function newService({ service: { value: name } }: Destination) {
  return { uniqueName: name, friendlyName: name, includeCredentials: true };
}

/** Names an environment as the Twilio CLI does. */
function newEnvironment({ suffix: { value: suffix } }: Destination) {
  return suffix
    ? { uniqueName: `${suffix}-environment`, domainSuffix: suffix }
    : { uniqueName: 'production' };
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
    if (status === 'failed') {
      throw failure('deploy/build-failed', buildSid);
    }
    said(status, 'how far the build is');
    await delay(ASK_AGAIN_MS);
  }
  throw failure('deploy/build-late');
}

/**
 * Demands a word from Twilio's answer, such as a SID or a domain. Without the word, nobody knows
 * what was done.
 */
function said(value: unknown, what: string): string {
  if (typeof value === 'string' && /^[\w.-]+$/.test(value)) return value;
  throw failure('deploy/not-said', what);
}
