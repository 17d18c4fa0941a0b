import { SERVICE_VARIABLE } from '../../src/conversations';
import { oversizedContext } from '../check/limits';
import { isReadByFunction } from '../mapping/variables';
import { columns } from '../terminal/columns';
import { type Finding, finding } from '../terminal/finding';
import { visible } from '../terminal/visible';
import type { Configuration } from '../twilio/configuration';
import type { Deployment } from './deployment';
import type { Target } from './target';

/**
 * Says what a deployment will send, and what happens to what Twilio already has. It shows the names
 * of variables, never their values.
 */
export function planText({ to, target, files, variables, runtime }: Deployment): string {
  const { account, service, suffix } = to;
  const sent = Object.entries(variables).map(([name, value]) => {
    const before = target.variables.get(name)?.value;
    if (before === undefined) return [name, 'new'];
    return [name, before === value ? 'the same' : 'changed'];
  });
  const kept = keptVariables(target, variables);
  const suffixText = suffix.value ? `suffix ${suffix.value}` : 'no suffix';
  const newDomain = `${service.value}-…${suffix.value && `-${suffix.value}`}.twil.io, new`;
  const rows = [
    ['account', account.value, `from ${account.from}`],
    ['Service', service.value, `from ${service.from}: ${target.service?.sid ?? 'new'}`],
    ['domain', target.environment?.domainName ?? newDomain, `${suffixText}, from ${suffix.from}`],
    ['runtime', runtime],
    ...files.map(({ kind, path, access }) => [kind, path, access]).sort(),
    ...sent.map((variable) => ['variable', ...variable]),
    ...kept.map((name) => ['variable', name, 'only on Twilio, not deployed']),
  ];
  return `To deploy:\n${columns(rows.map((row) => ['', ...row.map(visible)]))}`;
}

/**
 * Finds what may surprise somebody: a setting without effect, variables that are not deployed, and
 * a variable that Twilio keeps although it is not deployed.
 *
 * @param others The variables of `.env` that the Function does not read.
 */
export function planFindings(
  { to, target, variables }: Deployment,
  hasPool: boolean,
  others: Configuration['others'] = {},
): Finding[] {
  const kept = keptVariables(target, variables);
  const there = Object.fromEntries([...target.variables].map(([key, { value }]) => [key, value]));
  const together = { ...there, ...variables };
  const names = Object.keys(others);
  const asks = SERVICE_VARIABLE in together;
  const environment = to.suffix.value ? `--environment ${to.suffix.value}` : '--production';
  const where = `--service-sid ${target.service?.sid ?? 'ZS…'} ${environment}`;
  const unset = `npx twilio-run env unset ${where}`;
  const isAskingInVain = asks && target.service?.includeCredentials === false;
  return [
    ...(isAskingInVain ? [finding('service/credentials', [], `${target.service?.sid}`)] : []),
    ...(hasPool && !asks ? [finding('pool/unasked', [])] : []),
    ...(names.length > 0 ? [finding('variables/not-deployed', [], names, where)] : []),
    ...kept.map((name) =>
      finding('variable/kept', { name }, isReadByFunction(name), `${unset} --key ${name}`),
    ),
    ...(kept.length > 0 ? oversizedContext(together) : []),
  ];
}

/** Twilio keeps each variable that a deployment does not send. */
function keptVariables(target: Target, variables: Record<string, string>): string[] {
  return [...target.variables.keys()].filter((name) => variables[name] === undefined);
}
