// What Twilio takes, and refuses beyond. Each limit stands beside the page that says so, as read in November 2026.

/**
 * The versions of `@twilio/runtime-handler` that Twilio builds with. They are not npm's: any other fails
 * the build (20001), npm's latest too.
 *
 * @see https://www.twilio.com/docs/serverless/functions-assets/handler (read on 24 November 2026)
 */
export const RUNTIME_HANDLERS = [
  ...['2.1.2', '2.0.1', '2.0.0', '1.3.1', '1.3.0'],
  ...['1.2.5', '1.2.4', '1.2.3', '1.2.2', '1.2.1', '1.2.0'],
  ...['1.1.3', '1.1.2', '1.1.1', '1.1.0', '1.0.2', '1.0.1'],
];
