import { isRecord } from './record';
import { asRefusal, Refusal } from './refusal';

/** The private asset that holds the mapping. */
export const ASSET_FILE = 'proxy-addresses.private.json';
/** The asset's path on Twilio. At run time the name has no `.private`. */
export const ASSET_PATH = '/proxy-addresses.json';

/** The mapping as parsed: a JSON object. Nothing inside it is checked yet. */
export type UncheckedMapping = Record<string, unknown>;

/** The mapping that this instance has read, or the reason why the mapping is unusable. */
let read: UncheckedMapping | Refusal | undefined;

/**
 * Reads the mapping from the private asset, once per instance. Without an asset, the mapping is
 * empty.
 *
 * @throws Refusal 500: 48004 if the file cannot be read, 48026 if the file is not a JSON object.
 * @see https://www.twilio.com/docs/serverless/functions-assets/client#runtimegetassets
 */
export function readAsset(): UncheckedMapping {
  read ??= parsed(openAsset());
  if (read instanceof Refusal) throw read;
  return read;
}

/**
 * Parses the asset's text. Some editors write a byte order mark first: it is ignored.
 *
 * @throws Refusal 500 (48026) if the text is not a JSON object.
 */
export function parseAsset(json: string): UncheckedMapping {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    // The message of JSON.parse quotes the text, which may hold a worker's identity.
    throw new Refusal(500, 48026, `${ASSET_FILE} is not valid JSON: npm run check shows where.`);
  }
  if (isRecord(value)) return value;
  throw new Refusal(500, 48026, `${ASSET_FILE} must hold one JSON object: { "channel": … }`);
}

/** Returns the refusal, so that a broken asset is parsed only once too: it may be large. */
function parsed(json: string): UncheckedMapping | Refusal {
  try {
    return parseAsset(json);
  } catch (error) {
    return asRefusal(error);
  }
}

function openAsset(): string {
  const asset = assets()[ASSET_PATH];
  if (!asset) return '{}';
  try {
    // Some stand-ins for the runtime return a Buffer.
    return `${asset.open()}`;
  } catch {
    throw new Refusal(500, 48004, `${ASSET_FILE} could not be read.`);
  }
}

/** Twilio's samples are tested with a mock runtime. Without any asset, its `getAssets` throws. */
function assets(): ReturnType<typeof Runtime.getAssets> {
  try {
    return Runtime.getAssets();
  } catch {
    return {};
  }
}
