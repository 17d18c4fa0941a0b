import { name as PACKAGE_NAME } from '../../package.json';
import { UsageError } from '../terminal/command';
import { shellWord } from '../terminal/text';
import type { Configuration } from '../twilio/configuration';
import { SERVICE_NAME, SUFFIX } from '../twilio/limits';
import { SETTINGS_FILE, type Settings } from '../twilio/settings';

/** What decided a value that neither a flag nor a file gives. */
export const DEFAULT = 'the default';

/** A value, and what decided it, such as `--service-name` or `package.json`. */
interface Choice {
  value: string;
  from: string;
}

/** Where a deployment goes. */
export interface Destination {
  /** The account's SID. */
  account: Choice;
  /** The Service's unique name. */
  service: Choice;
  /** The suffix of the domain; empty for the domain without a suffix. */
  suffix: Choice;
  /** The command line that deploys there. More flags can follow. */
  call: string;
}

/** The flags that name a destination. */
export interface DestinationFlags {
  environment?: string | undefined;
  production?: true | undefined;
  serviceName?: string | undefined;
  env?: string | undefined;
}

/**
 * Decides where a deployment goes. A flag overrides a file, and a file overrides the default.
 *
 * @throws UsageError for a name or a suffix that Twilio refuses, or if npm took --production for
 *   itself.
 */
export function destination(
  flags: DestinationFlags,
  { credentials, accountFrom }: Configuration,
  settings: Settings,
): Destination {
  const { environment, production, serviceName, env } = flags;
  const call = [
    'npm run deploy --',
    production && '--production',
    environment && `--environment ${environment}`,
    serviceName && `--service-name ${serviceName}`,
    env && `--env ${shellWord(env)}`,
  ];
  return {
    call: call.filter(Boolean).join(' '),
    account: { value: credentials.ACCOUNT_SID, from: accountFrom },
    suffix: suffixOf(flags),
    service: serviceOf(flags, settings),
  };
}

function suffixOf({ environment, production }: DestinationFlags): Choice {
  if (production) return { value: '', from: '--production' };
  if (environment !== undefined) {
    if (SUFFIX.test(environment)) return { value: environment, from: '--environment' };
    throw new UsageError(
      '--environment must be 1 to 16 letters, digits and single dashes, as it is a part of the domain.',
    );
  }
  // If npm takes --production for itself, NODE_ENV is the only trace of the flag.
  if (process.env.NODE_ENV !== 'production') return { value: 'dev', from: DEFAULT };
  throw new UsageError(
    'NODE_ENV is production. npm sets it if it keeps --production for itself. Write npm run deploy -- --production, or npm run deploy -- --environment dev.',
  );
}

function serviceOf({ serviceName: flag }: DestinationFlags, { serviceName }: Settings): Choice {
  const named = flag !== undefined ? '--service-name' : serviceName && SETTINGS_FILE;
  const service = { value: flag ?? serviceName ?? PACKAGE_NAME, from: named ?? 'package.json' };
  if (SERVICE_NAME.test(service.value)) return service;
  throw new UsageError(
    `--service-name must be 1 to 50 letters, digits and dashes: "${service.value}" (${service.from}) is not.`,
  );
}
