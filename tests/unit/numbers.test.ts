import { expect, test } from '@jest/globals';
import {
  impossibleNumber,
  impossiblePrefix,
  isAssigned,
  isSample,
} from '../../scripts/mapping/numbers';

test.each([
  ['North America', '+14155550100', '+12125550199'],
  ['North America, toll-free', '+18005550199', '+18885550199', '+18335550199'],
  ['North America, no area code', '+15551234567'],
  ['Twilio, magic numbers', '+15005550006'],
  ['Twilio, examples', '+15017122661', '+15558675310', '+123456789', '+1234567890'],
  ['London', '+442079460000', '+442079460999'],
  ['Leeds to Manchester', '+441134960123', '+441614960123'],
  ['Tyneside', '+441914980123'],
  ['no area', '+441632960123'],
  ['Belfast', '+442896496123'],
  ['Cardiff', '+442920180123'],
  ['British mobile', '+447700900123'],
  ['British freephone', '+448081570123'],
  ['Paris', '+33199000123'],
  ['other French', '+33261910123', '+33353010123', '+33465710123', '+33536490123'],
  ['French mobile', '+33639980123'],
  ['Australian mobile', '+61491570123'],
])('a sample number: %s', (_, ...numbers) => {
  for (const number of [...numbers, `whatsapp:${numbers[0]}`]) {
    expect(isSample(number)).toBe(true);
  }
});

test.each([
  ['+14155552671'],
  ['+14155550200'],
  // Of toll-free numbers, somebody has all but 555-0199.
  ['+18005550100'],
  ['+18005550101'],
  ['+18885550198'],
  ['+442079470000'],
  ['+441134970123'],
  ['+447700901123'],
  ['+33199010123'],
  ['+61491571123'],
  ['+4915112345678'],
  ['whatsapp:+14155552671'],
  ['whatsapp:+5215512345678'],
  ['whatsapp:+525512345678'],
  ['whatsapp:+551187654321'],
  ['front-desk'],
])('%s is nothing of the kind', (address) => {
  expect(isSample(address)).toBe(false);
  expect(impossibleNumber(address)).toBe('');
});

test.each([
  ['+1415555267', 'digits are missing'],
  ['+141555526711', 'there are too many digits'],
  ['+4420718387', 'its country has no number with so many digits'],
  ['+999123456', 'no country has this code'],
  ['whatsapp:+12', 'digits are missing'],
  ['whatsapp:+52155123456789', 'there are too many digits'],
  ['+5215512345678', 'there are too many digits'],
  ['+4402071838750', 'did you mean +442071838750?'],
  // Of the same beginning and length as the one before.
  ['+4402071838751', 'did you mean +442071838751?'],
])('%s cannot be a phone number: %s', (address, why) => {
  expect(impossibleNumber(address)).toBe(why);
});

test('what is said of a number does not depend on the numbers before it', () => {
  const both = ['+5402272460574', '+5402272154122'];
  const said = both.map(impossibleNumber);
  expect(said).toEqual(['did you mean +542272460574?', '']);
  expect(both.toReversed().map(impossibleNumber)).toEqual(said.toReversed());
  // Two numbers of the same kind, which nobody has asked for yet, in the other order.
  const others = ['+5402273154122', '+5402273460574'];
  expect(others.map(impossibleNumber)).toEqual(['', 'did you mean +542273460574?']);
});

test.each([
  ['+442071838750', true],
  ['+447700900123', true],
  ['+123456789', false],
  ['+442071838', false],
  ['+4402071838750', false],
  ['+16561234567', false],
  ['+3900669812345', false],
  ['whatsapp:+5215512345678', true],
  ['whatsapp:+525512345678', true],
  ['+5215512345678', false],
  ['whatsapp:+22507123456', true],
  ['whatsapp:+22997123456', true],
  ['+22507123456', false],
  ['front-desk', false],
])('whether a country has assigned the range of %s: %s', (address, is) => {
  expect(isAssigned(address)).toBe(is);
});

test.each([
  ['+999', 'no country has this code'],
  ['+141555526711', 'there are too many digits'],
  ['+4', undefined],
  ['+44', undefined],
  ['+44207183', undefined],
  ['+14155552671', undefined],
])('the prefix %s: %j', (prefix, odd) => {
  expect(impossiblePrefix(prefix)).toBe(odd);
});
