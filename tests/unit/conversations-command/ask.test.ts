import { afterAll, expect, test } from '@jest/globals';
import { askFunction } from '../../../scripts/conversations/ask';
import { readConfiguration } from '../../../scripts/twilio/configuration';
import { configure } from '../../support/check';

const PLACE = configure({ asset: { chat: 'ana@example.com', sms: '+12025551230' } });
afterAll(PLACE.remove);

test.each([
  ['chat', 'visitor', 'ana@example.com', false],
  ['sms', '+14155550199', '+12025551230', true],
])('in %s, everybody sees the address, unless an identity stands in its place', async (...row) => {
  const [channel, customer, given, isForEverybody] = row;
  const { assetsFolder, envFile } = PLACE;
  const question = { channel, customer, worker: 'bo', assetsFolder };
  const { findings, address } = await askFunction(question, readConfiguration(envFile));
  expect(address).toBe(given);
  expect(findings).toMatchObject([{ code: 'step/asked' }]);
  expect(JSON.stringify(findings).includes(given)).toBe(isForEverybody);
  expect(findings[0]?.message.textFor(true)).toContain(given);
});
