import { existsSync, readFileSync } from 'node:fs';
import { type ParseError, parse } from 'jsonc-parser';
import { isRecord, recordOf } from '../../src/record';
import { RUNTIMES, SERVICE_NAME } from './limits';
import { ASSETS_FOLDER, FUNCTIONS_FOLDER } from './project';

/** The file that tells `twilio-run` and `twilio serverless:deploy` what to deploy, and where. */
export const SETTINGS_FILE = '.twilioserverlessrc';

/** The settings that count for every way to deploy. */
export interface Settings {
  runtime: string;
  serviceName?: string;
  /** Why `npm run deploy` and the Twilio CLI would deploy different things, or nothing. */
  faults: string[];
}

/**
 * Reads the settings in the current folder. They may choose the runtime and the Service. Any other
 * setting is a fault: one command would deploy it, and another would check or deploy something
 * else.
 *
 * @see https://www.twilio.com/docs/labs/serverless-toolkit/configuration
 */
export function readSettings(): Settings {
  const errors: ParseError[] = [];
  const set: unknown = existsSync(SETTINGS_FILE)
    ? parse(readFileSync(SETTINGS_FILE, 'utf8'), errors, { allowTrailingComma: true })
    : { functionsFolder: FUNCTIONS_FOLDER, runtime: RUNTIMES[0] };
  if (errors.length > 0 || !isRecord(set)) {
    return { runtime: '', faults: ['must be one JSON object, with comments at most'] };
  }
  const { runtime = '', serviceName } = set;
  const name = isServiceName(serviceName) ? { serviceName } : {};
  return { runtime: `${runtime}`, ...name, faults: [...faultsIn(set)] };
}

function isServiceName(name: unknown): name is string {
  return typeof name === 'string' && SERVICE_NAME.test(name);
}

function* faultsIn(set: Record<string, unknown>) {
  const { functionsFolder, assetsFolder, serviceName, runtime = '', commands, ...others } = set;
  const { start, ...otherCommands } = recordOf(commands);
  if (functionsFolder !== FUNCTIONS_FOLDER)
    yield `must set functionsFolder to "${FUNCTIONS_FOLDER}", where the build is`;
  if (assetsFolder !== undefined && assetsFolder !== ASSETS_FOLDER)
    yield `must set assetsFolder to "${ASSETS_FOLDER}", which is what is checked and deployed`;
  if (!RUNTIMES.includes(`${runtime}`)) yield runtimeFault(runtime);
  if (serviceName !== undefined && !isServiceName(serviceName))
    yield 'sets a serviceName that is not 1 to 50 letters, digits and dashes';
  const ofCommands = Object.keys(otherCommands).map((name) => `commands.${name}`);
  for (const name of [...Object.keys(others), ...ofCommands])
    yield `sets ${name}, which npm run deploy does not read: remove it`;
}

/** Where no runtime is named, each version of Twilio's tools takes another one. */
function runtimeFault(runtime: unknown): string {
  const cure = `set runtime to ${RUNTIMES.map((name) => `"${name}"`).join(' or ')}`;
  return runtime === ''
    ? `names no runtime, and the versions of Twilio's tools take different ones: ${cure}`
    : `sets a runtime that Twilio does not build for: ${cure}`;
}
