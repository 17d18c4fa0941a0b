import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { dependencies } from '../../package.json';
import { RUNTIME_HANDLERS } from '../../scripts/twilio/limits';

const ofTwilioRun = createRequire(require.resolve('twilio-run/package.json'));

// Other versions could read other values in .env, or upload other files.
test.each(['dotenv', '@twilio-labs/serverless-api'])('%s is the one of twilio-run', (name) => {
  expect(require.resolve(name)).toBe(ofTwilioRun.resolve(name));
});

test('Twilio builds with this version of its runtime handler', () => {
  expect(RUNTIME_HANDLERS).toContain(dependencies['@twilio/runtime-handler']);
});
