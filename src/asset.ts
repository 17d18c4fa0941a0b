import { isRecord } from './record';
import { asRefusal, Refusal } from './refusal';

/** The private asset that holds the mapping. At run time its name has no `.private`. */
export const ASSET_FILE = 'proxy-addresses.private.json';
/** The path by which the Function finds it on Twilio. */
export const ASSET_PATH = '/proxy-addresses.json';

/** The mapping as it was parsed: JSON's object, with nothing inside it checked yet. */
export type UncheckedMapping = Record<string, unknown>;

/** What this instance has read: the mapping, or why there is none. */
let read: UncheckedMapping | Refusal | undefined;

/**
 * Reads the mapping from the private asset, once an instance; an empty one if nothing was deployed.
 *
 * @throws Refusal 500: 48004 if the file cannot be read, 48026 if it holds no JSON object.
 * @see https://www.twilio.com/docs/serverless/functions-assets/client#runtimegetassets
 */
export function readAsset(): UncheckedMapping {
  read ??= parsed(openAsset());
  if (read instanceof Refusal) throw read;
  return read;
}

/**
 * Parses the asset's text; a byte order mark before it, as some editors write one, is ignored.
 *
 * @throws Refusal 500 (48026) if it is no JSON object.
 */
export function parseAsset(json: string): UncheckedMapping {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    // The error's own message quotes the text, and so perhaps a worker's identity.
    throw new Refusal(500, 48026, `${ASSET_FILE} is not valid JSON: npm run check shows where.`);
  }
  if (isRecord(value)) return value;
  throw new Refusal(500, 48026, `${ASSET_FILE} must hold one JSON object: { "channel": … }`);
}

/** A broken asset, too, is parsed once: it may be large. */
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
    // A stand-in for the runtime may give a Buffer.
    return `${asset.open()}`;
  } catch {
    throw new Refusal(500, 48004, `${ASSET_FILE} could not be read.`);
  }
}

/** The mock runtime that Twilio tests its own samples with throws if it has no asset at all. */
function assets(): ReturnType<typeof Runtime.getAssets> {
  try {
    return Runtime.getAssets();
  } catch {
    return {};
  }
}
