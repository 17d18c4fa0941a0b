import { ASSET_PATH } from '../../src/asset';
import { SERVICE_VARIABLE } from '../../src/conversations';
import { oversizedContext } from '../check/limits';
import { isReadByFunction } from '../mapping/variables';
import { columns } from '../terminal/columns';
import { type Finding, finding } from '../terminal/finding';
import { shellWord } from '../terminal/shell-word';
import { visible } from '../terminal/visible';
import type { Configuration } from '../twilio/configuration';
import type { Deployment } from './deployment';
import { DEFAULT } from './destination';
import type { DeployedFile } from './files';
import { type DeployedRecord, recordIn } from './record';
import type { Target } from './target';

/**
 * Says what a deployment will send, and what happens to what Twilio already has. It shows the names
 * of variables, never their values.
 */
export function planText(deployment: Deployment): string {
  const { to, target, files, variables, unset, runtime } = deployment;
  const { account, service, suffix } = to;
  const sent = Object.entries(variables).map(([name, value]) => {
    const before = target.variables.get(name)?.value;
    if (before === undefined) return [name, 'new'];
    return [name, before === value ? 'the same' : 'changed'];
  });
  const kept = keptVariables(deployment);
  const deleted = unset.filter((name) => target.variables.has(name));
  const suffixText = suffix.value ? `suffix ${suffix.value}` : 'no suffix';
  const newDomain = `${service.value}-…${suffix.value && `-${suffix.value}`}.twil.io, new`;
  const rows = [
    ['account', account.value, `from ${account.from}`],
    ['Service', service.value, `from ${service.from}: ${target.service?.sid ?? 'new'}`],
    ['domain', target.environment?.domainName ?? newDomain, `${suffixText}, from ${suffix.from}`],
    ['runtime', runtime],
    ...fileRows(files, target),
    ...sent.map((variable) => ['variable', ...variable]),
    ...kept.map((name) => ['variable', name, 'only on Twilio, not deployed']),
    ...deleted.map((name) => ['variable', name, 'only on Twilio, deleted']),
  ];
  return `To deploy:\n${columns(rows.map((row) => ['', ...row.map(visible)]))}`;
}

/** A row for the commit, if git knows it, and one for each file: new, changed, or the same. */
function fileRows(files: DeployedFile[], { environment, live }: Target): string[][] {
  const code = files.find(({ kind }) => kind === 'Function')?.content;
  const here = recordIn(`${code ?? ''}`);
  const fate = (name: keyof DeployedRecord) => {
    if (!environment?.buildSid) return ['new'];
    if (live?.[name] === undefined) return [];
    return [live[name] === here[name] ? 'the same' : 'changed'];
  };
  const isMapping = ({ path }: DeployedFile) => path === ASSET_PATH;
  const commit = live?.commit && live.commit !== here.commit ? [`live: ${live.commit}`] : [];
  return [
    ...(here.commit ? [['commit', here.commit, ...commit]] : []),
    ...files
      .map((file) => {
        const told =
          file.kind === 'Function' ? fate('code') : isMapping(file) ? fate('mapping') : [];
        return [file.kind, file.path, [file.access, ...told].join(', ')];
      })
      .sort(),
  ];
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
  const kept = keptVariables(deployment);
  const there = kept.map((name) => [name, target.variables.get(name)?.value ?? '']);
  const together = { ...Object.fromEntries(there), ...variables };
  const names = Object.keys(others);
  const asks = SERVICE_VARIABLE in together;
  const environment = to.suffix.value ? `--environment ${to.suffix.value}` : '--production';
  const where = `--service-sid ${target.service?.sid ?? 'ZS…'} ${environment}`;
  const isAskingInVain = asks && target.service?.includeCredentials === false;
  return [
    ...(isAskingInVain ? [finding('service/credentials', [], `${target.service?.sid}`)] : []),
    ...(hasPool && !asks ? [finding('pool/unasked', [])] : []),
    ...(names.length > 0 ? [finding('variables/not-deployed', [], names, where)] : []),
    ...kept
      .filter((name) => !isReadByFunction(name))
      .map((name) => finding('variable/unused', { name }, `${to.call} --unset ${shellWord(name)}`)),
    ...(kept.length > 0 ? oversizedContext(together) : []),
  ];
}

/**
 * Finds what keeps a deployment from taking effect: variables that act, though only Twilio has them,
 * and production, if it is elsewhere and nobody has named an environment.
 */
export function withoutEffect(deployment: Deployment): Finding[] {
  const { to, target } = deployment;
  const kept = keptVariables(deployment).filter(isReadByFunction);
  const elsewhere = to.suffix.from === DEFAULT && target.production;
  return [
    ...kept.map((name) => finding('variable/kept', { name }, `${to.call} --unset ${name}`)),
    ...(elsewhere
      ? [finding('deploy/not-production', [], elsewhere, `${to.call} --production`)]
      : []),
  ];
}

/** Twilio keeps each variable that a deployment neither sends nor deletes. */
function keptVariables({ target, variables, unset }: Deployment): string[] {
  const isKept = (name: string) => variables[name] === undefined && !unset.includes(name);
  return [...target.variables.keys()].filter(isKept);
}
