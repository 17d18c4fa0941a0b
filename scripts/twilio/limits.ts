// Twilio's limits. Each limit has the page that states it, as read in November 2026.

/**
 * The newest version of `@twilio/runtime-handler` that Twilio builds with and npm has.
 *
 * @see https://www.twilio.com/docs/serverless/functions-assets/handler (read on 24 November 2026)
 */
export const RUNTIME_HANDLER = '2.0.1';

/**
 * The runtimes that Twilio builds for. Twilio's default comes first.
 *
 * @see https://www.twilio.com/en-us/changelog/node-js-v24-is-now-available-for-twilio-functions
 */
export const RUNTIMES = ['node22', 'node24'];

/** @see https://www.twilio.com/docs/serverless/api/resource/variable */
export const VARIABLE = { keyCharacters: 128, valueBytes: 450 };

/**
 * The size of a Function's context, as JSON. The context holds the variables, and about 600 bytes
 * that Twilio adds (account, domain, path). Beyond the limit, invocations may fail.
 *
 * @see https://www.twilio.com/docs/api/errors/82006
 */
export const CONTEXT = { bytes: 3 * 1024, nearBytes: 2.5 * 1024, ofTwilioBytes: 600 };

/**
 * The suffix of a domain, of 1 to 16 characters.
 *
 * @see https://www.twilio.com/docs/serverless/api/resource/environment
 */
export const SUFFIX = /^(?=.{1,16}$)[a-z0-9](-?[a-z0-9])*$/i;

/**
 * Letters, digits and dashes.
 *
 * @see https://www.twilio.com/docs/serverless/api/resource/service
 * @see https://www.twilio.com/docs/serverless/functions-assets/functions/create-service
 */
export const SERVICE_NAME = /^[a-zA-Z0-9-]{1,50}$/;

/** @see https://www.twilio.com/docs/serverless/api */
export const PRIVATE_ASSET_BYTES = 10 * 1024 * 1024;

/**
 * The values of `ChannelType` that Twilio documents. The page needs the login of an account with
 * Frontline.
 *
 * @see https://www.twilio.com/docs/frontline/outgoing-conversations
 */
export const FRONTLINE_CHANNELS = ['sms', 'whatsapp', 'chat'];
