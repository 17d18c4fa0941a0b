import { SERVICE_VARIABLE } from '../../src/conversations';
import { columns } from '../terminal/columns';
import { paint } from '../terminal/paint';
import { CALLBACK_PATH } from '../twilio/project';
import type { DeploymentConfig, ProjectFiles } from '../twilio/twilio-run';
import type { Target } from './target';

type Access = Pick<ProjectFiles['functions'][0], 'path' | 'access'>;

/**
 * Tells whether these are the one Function that there is. Twilio would deploy any others, or none, and
 * call that a success.
 */
export function areTheFunction([first, ...others]: Access[]): boolean {
  return others.length === 0 && first?.path === CALLBACK_PATH && first.access === 'protected';
}

/** Says what a deployment will send, and what becomes of what is there; variables by name alone. */
export function planText(
  config: Pick<DeploymentConfig, 'env' | 'functionsEnv' | 'serviceName' | 'username'>,
  { functions, assets }: { functions: Access[]; assets: Access[] },
  { serviceSid, givesCredentials, variables }: Target,
): string {
  const sent = Object.entries(config.env).map(([name, value]) => {
    const before = variables.get(name);
    if (before === undefined) return [name, 'new'];
    return [name, before === value ? 'the same' : 'changed'];
  });
  // Twilio keeps what it is not sent.
  const kept = [...variables.keys()].filter((name) => config.env[name] === undefined);
  const rows = [
    ...functions.map(({ access, path }) => ['Function', path, access]),
    ...assets.map(({ access, path }) => ['asset', path, access]).sort(),
    ...sent.map((variable) => ['variable', ...variable]),
    ...kept.map((name) => ['variable', name, 'not in .env, but on Twilio still']),
  ];
  const warnings = [
    ...(config.env[SERVICE_VARIABLE] && !givesCredentials
      ? [
          `${SERVICE_VARIABLE} has no effect: the Service does not give its Functions the account's credentials. Allow that in the Console, in its Settings > Environment Variables`,
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
  const service = serviceSid
    ? `the Service ${serviceSid}`
    : `a new Service, ${config.serviceName},`;
  const environment = config.functionsEnv || 'production';
  return [
    `To ${service} of the account ${config.username}, environment ${environment}:`,
    columns(rows.map((row) => ['', ...row])),
    ...warnings.map((text) => paint('yellow', `⚠ ${text}`)),
  ].join('\n');
}

/** Whether the Function reads a variable of this name. */
function isRead(name: string): boolean {
  return name === SERVICE_VARIABLE || /^TWILIO_[A-Z0-9_]+_NUMBER$/.test(name);
}
