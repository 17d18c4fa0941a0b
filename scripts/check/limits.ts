import { existsSync, statSync } from 'node:fs';
import { placeOf } from '../mapping/variables';
import { type Finding, finding } from '../terminal/finding';
import type { Configuration } from '../twilio/configuration';
import { CONTEXT, PRIVATE_ASSET_BYTES, VARIABLE } from '../twilio/limits';

/** Finds variables that are larger than Twilio allows. */
export function oversizedVariables({ variables, envFile }: Configuration): Finding[] {
  return Object.entries(variables).flatMap(([name, value]) => {
    const sizes = [
      ['variable/key-size', name.length, VARIABLE.keyCharacters],
      ['variable/size', Buffer.byteLength(value), VARIABLE.valueBytes],
    ] as const;
    return sizes
      .filter(([, size, most]) => size > most)
      .map(([code, size, most]) => finding(code, placeOf(name, envFile), size, most));
  });
}

/**
 * Finds variables that together are too large, or nearly too large, for a Function's context
 * (82006).
 *
 * @param variables All variables of the Function. On Twilio, these include variables of earlier
 *   deployments.
 */
export function oversizedContext(variables: Record<string, string>): Finding[] {
  const own = Buffer.byteLength(JSON.stringify(variables));
  const bytes = own + CONTEXT.ofTwilioBytes;
  if (bytes <= CONTEXT.nearBytes) return [];
  const code = bytes > CONTEXT.bytes ? 'variables/size' : 'variables/near-size';
  return [finding(code, [], own, bytes, CONTEXT.bytes)];
}

/** Finds a mapping that is larger than Twilio allows for a private asset. */
export function oversizedAsset(file: string): Finding[] {
  const bytes = existsSync(file) ? statSync(file).size : 0;
  if (bytes <= PRIVATE_ASSET_BYTES) return [];
  return [finding('asset/size', { name: file, file }, bytes, PRIVATE_ASSET_BYTES)];
}
