import { RUNTIMES } from '../../scripts/twilio/limits';

// The kinds of resources of Twilio Serverless, and what Twilio accepts for each. The forms, the
// fields and the sizes come from Twilio's OpenAPI description:
// https://github.com/twilio/twilio-oai/blob/main/spec/json/twilio_serverless_v1.json

/** The parameters of a request that creates a resource. */
export type Parameters = FormData;

/** A kind of resource. */
export interface Kind {
  /** The two letters before the 32 hexadecimal digits of its SID. */
  sid: string;
  /** Why Twilio refuses a resource with these parameters; undefined if Twilio accepts it. */
  refuses(parameters: Parameters): string | undefined;
  /** The fields that only this kind has. */
  fields(parameters: Parameters): object;
}

/**
 * The versions of `@twilio/runtime-handler` that Twilio builds with. Any other version fails the
 * build (20001), even npm's latest.
 *
 * @see https://www.twilio.com/docs/serverless/functions-assets/handler (read on 24 November 2026)
 */
export const RUNTIME_HANDLERS = [
  ...['2.0.1', '2.0.0', '1.3.1', '1.3.0'],
  ...['1.2.5', '1.2.4', '1.2.3', '1.2.2', '1.2.1', '1.2.0'],
  ...['1.1.3', '1.1.2', '1.1.1', '1.1.0', '1.0.2', '1.0.1'],
  // npm does not have this version.
  '2.1.2',
];

/** How many Services an account may have: https://github.com/twilio-labs/dev-phone/issues/178 */
export const MOST_SERVICES = 50;

/** No document states the largest size of a Function. This size is that of a public asset. */
const MOST_BYTES = 25 * 1024 * 1024;
/** https://www.twilio.com/docs/serverless/api */
const MOST_PRIVATE_BYTES = 10 * 1024 * 1024;

const FILES: Kind = {
  sid: 'ZH',
  refuses: (given) => text(given, 'FriendlyName', 255),
  fields: (given) => ({ friendly_name: given.get('FriendlyName') }),
};

const VERSIONS: Kind = {
  sid: 'ZN',
  refuses(given) {
    const isVisibility = /^(public|protected|private)$/.test(`${given.get('Visibility')}`);
    return text(given, 'Path', 255) ?? (isVisibility ? undefined : invalid('Visibility'));
  },
  fields: (given) => ({ path: given.get('Path'), visibility: given.get('Visibility') }),
};

/** Every kind, by the path of its list. In the path, two letters stand for a SID. */
const KINDS: Record<string, Kind> = {
  '/v1/Services': {
    sid: 'ZS',
    refuses: (given) =>
      // https://www.twilio.com/docs/serverless/functions-assets/functions/create-service
      text(given, 'UniqueName', 50, /^[a-zA-Z0-9-]+$/) ?? text(given, 'FriendlyName', 255),
    fields: (given) => ({
      unique_name: given.get('UniqueName'),
      friendly_name: given.get('FriendlyName'),
      include_credentials: given.get('IncludeCredentials') !== 'false',
      ui_editable: given.get('UiEditable') === 'true',
      domain_base: `${given.get('UniqueName')}-1234`,
    }),
  },
  '/v1/Services/ZS/Environments': {
    sid: 'ZE',
    refuses: (given) =>
      text(given, 'UniqueName', 100) ??
      (given.has('DomainSuffix') ? text(given, 'DomainSuffix', 16, /^[a-zA-Z0-9-]+$/) : undefined),
    fields: (given) => ({
      unique_name: given.get('UniqueName'),
      domain_suffix: given.get('DomainSuffix'),
      domain_name: given.get('DomainName'),
      build_sid: given.get('BuildSid'),
    }),
  },
  '/v1/Services/ZS/Environments/ZE/Variables': {
    sid: 'ZV',
    refuses: (given) => text(given, 'Key', 128) ?? text(given, 'Value', 450),
    fields: (given) => ({ key: given.get('Key'), value: given.get('Value') }),
  },
  '/v1/Services/ZS/Functions': FILES,
  '/v1/Services/ZS/Assets': FILES,
  '/v1/Services/ZS/Functions/ZH/Versions': VERSIONS,
  '/v1/Services/ZS/Assets/ZH/Versions': VERSIONS,
  '/v1/Services/ZS/Builds': {
    sid: 'ZB',
    refuses: refusedBuild,
    fields: (given) => ({
      status: 'building',
      dependencies: dependenciesOf(given),
      runtime: given.get('Runtime') ?? RUNTIMES[0],
    }),
  },
  '/v1/Services/ZS/Environments/ZE/Deployments': {
    sid: 'ZD',
    refuses: () => undefined,
    fields: (given) => ({ build_sid: given.get('BuildSid') }),
  },
};

/** The kind of resource in the list at this path; undefined if Twilio has no list there. */
export function kindIn(list: string): Kind | undefined {
  return KINDS[list.replace(/\/(Z[A-Z])[0-9a-fA-F]{32}(?=\/|$)/g, '/$1')];
}

/**
 * Whether Twilio refuses a file because of its size (413):
 * https://github.com/twilio-labs/serverless-toolkit/issues/167
 */
export function isTooLarge(version: Parameters): boolean {
  const content = version.get('Content');
  const most = version.get('Visibility') === 'private' ? MOST_PRIVATE_BYTES : MOST_BYTES;
  return content instanceof Blob && content.size > most;
}

/**
 * The packages of a build, each as `{ name, version }`. They are JSON. The Serverless Toolkit puts
 * the JSON into one more pair of quotes.
 */
export function dependenciesOf(build: Parameters): { name: string; version: string }[] {
  const given = `${build.get('Dependencies') ?? '[]'}`;
  return JSON.parse(/^"(.*)"$/.exec(given)?.[1] ?? given);
}

function refusedBuild(build: Parameters): string | undefined {
  // https://github.com/twilio-labs/serverless-toolkit/issues/465
  if (!build.has('FunctionVersions') && !build.has('AssetVersions')) {
    return 'At least one Function Version or Asset Version is required for Build';
  }
  // https://github.com/twilio/twilio-cli/issues/252
  const runtime = `${build.get('Runtime') ?? RUNTIMES[0]}`;
  if (!RUNTIMES.includes(runtime)) return `unsupported runtime: ${runtime}`;
  const handler = dependenciesOf(build).find(({ name }) => name === '@twilio/runtime-handler');
  if (!handler || RUNTIME_HANDLERS.includes(handler.version)) return undefined;
  // https://github.com/twilio-labs/serverless-toolkit/issues/564
  return `Some dependencies could not be validated. No matching version found for ${handler.name}@${handler.version}. You can find the valid versions at https://www.twilio.com/docs/serverless/functions-assets/handler`;
}

/** No document states Twilio's words for these faults. */
function text(given: Parameters, name: string, bytes: number, form = /./): string | undefined {
  const value = given.get(name);
  if (typeof value !== 'string') return `Missing required parameter ${name}`;
  return form.test(value) && Buffer.byteLength(value) <= bytes ? undefined : invalid(name);
}

function invalid(name: string): string {
  return `Invalid parameter ${name}`;
}
