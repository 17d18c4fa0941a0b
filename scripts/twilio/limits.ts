// What Twilio takes, and refuses beyond. Each limit stands beside the page that says so, as read in November 2026.

/**
 * The versions of `@twilio/runtime-handler` that Twilio builds with, the newest first that npm has too. They are
 * not npm's: any other fails the build (20001), npm's latest too.
 *
 * @see https://www.twilio.com/docs/serverless/functions-assets/handler (read on 24 November 2026)
 */
export const RUNTIME_HANDLERS = [
  ...['2.0.1', '2.0.0', '1.3.1', '1.3.0'],
  ...['1.2.5', '1.2.4', '1.2.3', '1.2.2', '1.2.1', '1.2.0'],
  ...['1.1.3', '1.1.2', '1.1.1', '1.1.0', '1.0.2', '1.0.1'],
  // npm has it not.
  '2.1.2',
];

/**
 * The runtimes that Twilio builds for, its default first.
 *
 * @see https://www.twilio.com/en-us/changelog/node-js-v24-is-now-available-for-twilio-functions
 */
export const RUNTIMES = ['node22', 'node24'];

/** @see https://www.twilio.com/docs/serverless/api/resource/variable */
export const VARIABLE = { keyCharacters: 128, valueBytes: 450 };

/**
 * All that a Function finds in its context, as JSON: the variables, and about 600 bytes of Twilio's own
 * (account, domain, path). Beyond the limit, invocations may fail.
 *
 * @see https://www.twilio.com/docs/api/errors/82006
 */
export const CONTEXT = { bytes: 3 * 1024, nearBytes: 2.5 * 1024, ofTwilioBytes: 600 };

/**
 * A part of a domain, of 16 characters at most.
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

/** @see https://www.twilio.com/docs/runtime/functions-assets-api */
export const PRIVATE_ASSET_BYTES = 10 * 1024 * 1024;
