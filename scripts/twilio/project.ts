import path from 'node:path';

/** The folder of package.json, from which `twilio-run` finds everything else. */
export const PROJECT = path.join(__dirname, '../..');

/** The Function's path, of its file in functions/ and of its URL alike. */
export const CALLBACK_PATH = '/callbacks/outgoing-conversation';

/** The Function as it is deployed. */
export const BUILT_FUNCTION = path.join(PROJECT, 'dist/functions', `${CALLBACK_PATH}.protected.js`);
