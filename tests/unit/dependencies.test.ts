import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { dependencies } from '../../package.json';
import { RUNTIME_HANDLER } from '../../scripts/twilio/limits';
import { RUNTIME_HANDLERS } from '../support/serverless-resources';

const ofTwilioRun = createRequire(require.resolve('twilio-run/package.json'));

// Another version could read other values in .env.
test('dotenv is the one of twilio-run', () => {
  expect(require.resolve('dotenv')).toBe(ofTwilioRun.resolve('dotenv'));
});

test('Twilio builds with this version of its runtime handler, and with the one that is proposed', () => {
  expect(RUNTIME_HANDLERS).toContain(dependencies['@twilio/runtime-handler']);
  expect(RUNTIME_HANDLERS).toContain(RUNTIME_HANDLER);
});
