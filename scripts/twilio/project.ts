import path from 'node:path';

/** The folder of package.json, from which `twilio-run` finds everything else. */
export const PROJECT = path.join(__dirname, '../..');

/** The Function's path, of its file in functions/ and of its URL alike. */
export const CALLBACK_PATH = '/callbacks/outgoing-conversation';

/** The folder of the built Function, and that of the mapping. */
export const FUNCTIONS_FOLDER = 'dist/functions';
export const ASSETS_FOLDER = 'assets';

/** The Function as it is deployed. */
export const BUILT_FUNCTION = path.join(PROJECT, FUNCTIONS_FOLDER, `${CALLBACK_PATH}.protected.js`);
