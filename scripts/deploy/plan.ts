import { ASSET_PATH } from '../../src/asset';
import { SERVICE_VARIABLE } from '../../src/conversations';
import { oversizedContext } from '../check/limits';
import { isReadByFunction } from '../mapping/variables';
import { type Finding, finding } from '../terminal/finding';
import { columns, shellWord, visible } from '../terminal/text';
import type { Configuration } from '../twilio/configuration';
import { CALLBACK_PATH } from '../twilio/project';
import type { Deployment } from './deployment';
import { DEFAULT, type Destination } from './destination';
import type { DeployedFile } from './files';
import { recordIn } from './record';
import type { Target } from './target';

/**
 * Says what a deployment will send, and what happens to what Twilio already has. It shows the names
 * of variables, never their values.
 */
export function planText(deployment: Deployment): string {
  const { to, target, files, variables, unset, runtime } = deployment;
  const { account, service, suffix } = to;
  const fateOf = ([name, value]: [string, string]) => {
    const before = target.variables.get(name)?.value;
    return before === undefined ? 'new' : before === value ? 'the same' : 'changed';
  };
  const deleted = unset.filter((name) => target.variables.has(name));
  const suffixText = suffix.value ? `suffix ${suffix.value}` : 'no suffix';
  const newDomain = `${service.value}-…${suffix.value && `-${suffix.value}`}.twil.io, new`;
  const rows = [
    ['account', account.value, `from ${account.from}`],
    ['Service', service.value, `from ${service.from}: ${target.service?.sid ?? 'new'}`],
    ['domain', target.environment?.domainName ?? newDomain, `${suffixText}, from ${suffix.from}`],
    ['runtime', runtime],
    ...fileRows(files, target),
    ...Object.entries(variables).map((one) => ['variable', one[0], fateOf(one)]),
    ...keptVariables(deployment).map((name) => ['variable', name, 'only on Twilio, not deployed']),
    ...deleted.map((name) => ['variable', name, 'only on Twilio, deleted']),
  ];
  return `To deploy:\n${columns(rows.map((row) => ['', ...row.map(visible)]))}`;
}

/** A row for the commit, if git knows it, and one for each file: new, changed, or the same. */
function fileRows(files: DeployedFile[], { environment, live }: Target): string[][] {
  const code = files.find(({ kind }) => kind === 'Function')?.content ?? '';
  const here = recordIn(`${code}`);
  const rows = files.map(({ kind, path, access }) => {
    const part = kind === 'Function' ? 'code' : path === ASSET_PATH ? 'mapping' : undefined;
    if (part && !environment?.buildSid) return [kind, path, `${access}, new`];
    const before = part && live?.[part];
    if (!part || before === undefined) return [kind, path, access];
    return [kind, path, `${access}, ${before === here[part] ? 'the same' : 'changed'}`];
  });
  const commit = live?.commit && live.commit !== here.commit ? [`live: ${live.commit}`] : [];
  return [...(here.commit ? [['commit', here.commit, ...commit]] : []), ...rows.sort()];
}

/**
 * Finds what may surprise somebody: a setting without effect, and variables that are not deployed.
 *
 * @param others The variables of `.env` that the Function does not read.
 */
export function planFindings(
  deployment: Deployment,
  hasPool: boolean,
  others: Configuration['others'] = {},
): Finding[] {
  const { to, target, variables } = deployment;
  const found: Finding[] = [];
  const kept = keptVariables(deployment);
  const there = kept.map((name) => [name, target.variables.get(name)?.value ?? '']);
  const together = { ...Object.fromEntries(there), ...variables };
  const asks = SERVICE_VARIABLE in together;
  const { sid, includeCredentials } = target.service ?? { sid: 'ZS…' };
  if (asks && includeCredentials === false) found.push(finding('service/credentials', [], sid));
  if (hasPool && !asks) found.push(finding('pool/unasked', []));
  const names = Object.keys(others);
  const environment = to.suffix.value ? `--environment ${to.suffix.value}` : '--production';
  const where = `--service-sid ${sid} ${environment}`;
  if (names.length > 0) found.push(finding('variables/not-deployed', [], names, where));
  const unused = kept.filter((name) => !isReadByFunction(name));
  found.push(...unused.map((name) => finding('variable/unused', { name }, unsetting(to, name))));
  if (kept.length > 0) found.push(...oversizedContext(together));
  return found;
}

/**
 * Finds what keeps a deployment from taking effect: variables that act, though only Twilio has them,
 * and production, if it is elsewhere and nobody has named an environment.
 */
export function withoutEffect(deployment: Deployment): Finding[] {
  const { to, target } = deployment;
  const found = keptInEffect(deployment).map((name) =>
    finding('variable/kept', { name }, unsetting(to, name)),
  );
  if (to.suffix.from !== DEFAULT || !target.production) return found;
  const call = `${to.call} --production`;
  return [...found, finding('deploy/not-production', [], target.production, call)];
}

/** The variables that act, though only Twilio has them. */
export function keptInEffect(deployment: Deployment): string[] {
  return keptVariables(deployment).filter(isReadByFunction);
}

function unsetting({ call }: Destination, name: string): string {
  return `${call} --unset ${shellWord(name)}`;
}

/** Twilio keeps each variable that a deployment neither sends nor deletes. */
function keptVariables({ target, variables, unset }: Deployment): string[] {
  const isKept = (name: string) => variables[name] === undefined && !unset.includes(name);
  return [...target.variables.keys()].filter(isKept);
}

/**
 * Says what to do after a deployment. The step in the Console is told for a new environment, unless
 * production is already live elsewhere: whoever obeyed would move Frontline away from production.
 *
 * @param deployed What Twilio says is deployed now.
 */
export function nextSteps(
  { target, to }: Deployment,
  { buildSid, domain }: { buildSid: string; domain: string },
  { credentials, envFile: { name: env } }: Configuration,
): string {
  const url = `https://${domain}${CALLBACK_PATH}`;
  const isLive = target.environment?.buildSid || (target.production && to.suffix.value);
  const inConsole = `Set this as the Outgoing Conversations Callback URL, in Frontline > Manage > Callbacks:
  ${url}
`;
  const sign = credentials.AUTH_TOKEN ? '' : ' (set AUTH_TOKEN first: an API key cannot sign)';
  return `
Twilio has deployed the build ${buildSid}.
${isLive ? '' : inConsole}
Ask it as Frontline does${sign}:
  npm run callback -- --url ${url}${env === '.env' ? '' : ` --env ${shellWord(env)}`}`;
}
