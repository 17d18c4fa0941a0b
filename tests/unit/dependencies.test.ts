import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';

const ofTwilioRun = createRequire(require.resolve('twilio-run/package.json'));

// Other versions could read other values in .env, or upload other files.
test.each(['dotenv', '@twilio-labs/serverless-api'])('%s is the one of twilio-run', (name) => {
  expect(require.resolve(name)).toBe(ofTwilioRun.resolve(name));
});
