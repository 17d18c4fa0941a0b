import { expect, test } from '@jest/globals';
import { entriesIn } from '../../scripts/mapping/entries';
import { isRead, withAllBelow } from '../../scripts/mapping/parts';
import { positionsIn } from '../../scripts/mapping/positions';
import { poolsIn } from '../../scripts/mapping/variables';

test('every address is listed with its place, a hidden one with the variable that hides it', () => {
  const variables = { TWILIO_SMS_NUMBER: '+12, +13', SECRET: '+14' };
  const credentials = { ACCOUNT_SID: '', AUTH_TOKEN: '' };
  const lines = [{ number: 7, text: '', name: 'TWILIO_SMS_NUMBER' }];
  const text = `{
    "sms": { "workers": { "ana@example.com": "+15" } },
    "chat": { "prefixes": { "+44": ["desk", 6], "44": "x" }, "defaults": "y" },
    "": "nobody"
  }`;
  const parts = withAllBelow([
    ...poolsIn({ variables, credentials, accountFrom: '', envFile: { name: '.env', lines } }),
    ...entriesIn(JSON.parse(text), positionsIn(text), variables),
  ]);
  const addresses = parts.filter(({ kind }) => kind === 'address');
  const shown = addresses.map((part) => {
    const { channel, value, name, counted, hiddenBy } = part;
    return [channel, value, name, part.position?.(), counted, hiddenBy, isRead(part)];
  });
  const sms = 'TWILIO_SMS_NUMBER';
  expect(shown).toEqual([
    ['sms', '+12', `${sms}[#1]`, '7', [], undefined, true],
    ['sms', '+13', `${sms}[#2]`, '7', [], undefined, true],
    ['sms', '+15', 'sms.workers[#1]', '2', ['ana@example.com'], sms, false],
    ['chat', 'desk', 'chat.prefixes["+44"][#1]', '3', [], undefined, true],
    ['chat', 6, 'chat.prefixes["+44"][#2]', '3', [], undefined, true],
    ['', 'nobody', '[#3]', '4', [''], undefined, false],
  ]);
});
