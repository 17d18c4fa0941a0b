import path from 'node:path';

/** The folder of package.json. `twilio-run` finds everything else from there. */
export const PROJECT = path.join(__dirname, '../..');

/** The path of the Function's URL, and of its file in functions/. */
export const CALLBACK_PATH = '/callbacks/outgoing-conversation';

/** The folders of the built Function and of the mapping. */
export const FUNCTIONS_FOLDER = 'dist/functions';
export const ASSETS_FOLDER = 'assets';

/** The Function as it is deployed. */
export const BUILT_FUNCTION = path.join(PROJECT, FUNCTIONS_FOLDER, `${CALLBACK_PATH}.protected.js`);

/**
 * The new mapping, until it takes the place of the old one. Its name makes it a private asset, also
 * if it is left behind.
 */
export const NEW_ASSET_FILE = '.proxy-addresses.new.private.json';
