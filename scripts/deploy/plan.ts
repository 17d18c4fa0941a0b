import { SERVICE_VARIABLE } from '../../src/conversations';
import { columns } from '../terminal/columns';
import { paint } from '../terminal/paint';
import type { Deployment } from './deployment';

/** Says what a deployment will send, and what becomes of what is there; variables by name alone. */
export function planText(
  { to: { account, service, suffix }, target, files, ...plan }: Deployment,
  hasPool: boolean,
): string {
  const sent = Object.entries(plan.variables).map(([name, value]) => {
    const before = target.variables.get(name)?.value;
    if (before === undefined) return [name, 'new'];
    return [name, before === value ? 'the same' : 'changed'];
  });
  // Twilio keeps what it is not sent.
  const kept = [...target.variables.keys()].filter((name) => plan.variables[name] === undefined);
  const newDomain = `${service.value}-…${suffix.value && `-${suffix.value}`}.twil.io, new`;
  const rows = [
    ['account', account.value, `from ${account.from}`],
    ['Service', service.value, `from ${service.from}: ${target.service?.sid ?? 'new'}`],
    ['domain', target.environment?.domainName ?? newDomain, suffixText(suffix)],
    ['runtime', plan.runtime],
    ...files.map(({ kind, path, access }) => [kind, path, access]).sort(),
    ...sent.map((variable) => ['variable', ...variable]),
    ...kept.map((name) => ['variable', name, 'not in .env, but on Twilio still']),
  ];
  const asks = SERVICE_VARIABLE in plan.variables || kept.includes(SERVICE_VARIABLE);
  const warnings = [
    ...(asks && target.service?.includeCredentials === false
      ? [
          `${SERVICE_VARIABLE} has no effect: the Service does not give its Functions the account's credentials. Allow that in the Console, in its Settings > Environment Variables`,
        ]
      : []),
    ...(hasPool && !asks
      ? [
          `There is a pool, but no ${SERVICE_VARIABLE}: two workers can get one address for the same customer, which Frontline refuses (48031). Set it in .env, or in CI as a variable of the repository`,
        ]
      : []),
    ...sent.flatMap(([name = '']) =>
      isRead(name) ? [] : [`${name} is never read by the Function`],
    ),
    ...kept.map((name) =>
      isRead(name)
        ? `${name} stays set on Twilio, and acts there, until you delete it there`
        : `${name} stays on Twilio, until you delete it there; the Function never reads it`,
    ),
  ];
  return [
    'To deploy:',
    columns(rows.map((row) => ['', ...row])),
    ...warnings.map(warningText),
  ].join('\n');
}

function suffixText({ value, from }: Deployment['to']['suffix']): string {
  return value ? `suffix ${value}, from ${from}` : `no suffix, from ${from}`;
}

function warningText(text: string): string {
  return paint('yellow', `⚠ ${text}`);
}

/** Whether the Function reads a variable of this name. */
function isRead(name: string): boolean {
  return name === SERVICE_VARIABLE || /^TWILIO_[A-Z0-9_]+_NUMBER$/.test(name);
}
