import { isRecord } from './record';
import { Refusal } from './refusal';

/** The private asset that holds the mapping. At run time its name has no `.private`. */
export const ASSET_FILE = 'proxy-addresses.private.json';
const ASSET_PATH = '/proxy-addresses.json';

/** The mapping as it was parsed: JSON's object, with nothing inside it checked yet. */
export type UncheckedMapping = Record<string, unknown>;

/** What this instance has read: the mapping, or why the asset is none. */
let parsed: UncheckedMapping | Refusal | undefined;

/**
 * Reads the mapping from the private asset, once an instance.
 *
 * @returns The mapping; an empty one if nothing was deployed.
 * @throws Refusal 500: 48004 if the file cannot be read, 48026 if it holds no JSON object.
 * @see https://www.twilio.com/docs/serverless/functions-assets/client#runtimegetassets
 */
export function readAsset(): UncheckedMapping {
  parsed ??= parseAsset(openAsset());
  if (parsed instanceof Refusal) {
    throw parsed;
  }
  return parsed;
}

/**
 * Parses the asset's text.
 *
 * @param json The text; a byte order mark before it, as some editors write one, is passed over.
 * @returns The mapping, or the refusal that every request gets that needs it.
 */
export function parseAsset(json: string): UncheckedMapping | Refusal {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    // The error's own message quotes the text, and so perhaps a worker's identity.
    return new Refusal(500, 48026, `${ASSET_FILE} is not valid JSON: npm run check shows where.`);
  }
  return isRecord(value)
    ? value
    : new Refusal(500, 48026, `${ASSET_FILE} must hold one JSON object: { "channel": … }`);
}

function openAsset(): string {
  try {
    return Runtime.getAssets()[ASSET_PATH]?.open() ?? '{}';
  } catch {
    throw new Refusal(500, 48004, `${ASSET_FILE} could not be read.`);
  }
}
