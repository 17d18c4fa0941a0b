import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { ASSET_FILE } from '../../src/asset';
import { placeOf } from '../mapping/variables';
import type { Configuration } from '../twilio/configuration';
import { CONTEXT, PRIVATE_ASSET_BYTES, VARIABLE } from '../twilio/limits';
import { error, type Finding, warning } from './finding';

/** Finds the variables that Twilio would refuse for their size. */
export function oversizedVariables({ variables, envFile }: Configuration): Finding[] {
  return Object.entries(variables).flatMap(([name, value]) => {
    const place = placeOf(name, envFile);
    const bytes = Buffer.byteLength(value);
    return [
      ...(name.length > VARIABLE.keyCharacters
        ? [
            error(
              place,
              `has a name of ${name.length} characters; Twilio takes ${VARIABLE.keyCharacters}`,
            ),
          ]
        : []),
      ...(bytes > VARIABLE.valueBytes
        ? [
            error(
              place,
              `has ${bytes} bytes; Twilio takes ${VARIABLE.valueBytes}: move the addresses to ${ASSET_FILE}`,
            ),
          ]
        : []),
    ];
  });
}

/**
 * Finds variables that together are too large for the context of a Function, or nearly so (82006).
 *
 * @param variables All that the Function finds: on Twilio those too that no deployment sets any more.
 */
export function oversizedContext(variables: Record<string, string>): Finding[] {
  const own = Buffer.byteLength(JSON.stringify(variables));
  const bytes = own + CONTEXT.ofTwilioBytes;
  if (bytes <= CONTEXT.nearBytes) return [];
  const found = bytes > CONTEXT.bytes ? error : warning;
  const size = `have ${own} bytes together, with about ${CONTEXT.ofTwilioBytes} of Twilio's own ${bytes}`;
  const limit = `beyond ${CONTEXT.bytes}, Twilio may fail every request (82006)`;
  return [found({ name: 'The variables' }, `${size}; ${limit}: move addresses to ${ASSET_FILE}`)];
}

/** Finds a mapping that is larger than Twilio takes a private asset. */
export function oversizedAsset(assetsFolder: string): Finding[] {
  const file = path.join(assetsFolder, ASSET_FILE);
  const bytes = existsSync(file) ? statSync(file).size : 0;
  return bytes > PRIVATE_ASSET_BYTES
    ? [
        error(
          { name: ASSET_FILE },
          `has ${bytes} bytes; Twilio takes ${PRIVATE_ASSET_BYTES} (10 MB)`,
        ),
      ]
    : [];
}
