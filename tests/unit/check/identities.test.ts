import { expect, test } from '@jest/globals';
import { check, findings, valuesOf } from '../../support/check';

test('identities are compared to the letter, and a channel with workers alone refuses everybody else', async () => {
  const configured = {
    asset: `{
      "sms": { "default": "+12025551234", "workers": {
        "Ana@example.com": "+12025551235",
        "ana@example.com": "+12025551236",
        " bo@example.com": "+12025551237",
        "": "+12025551238",
        "cy@example.com": "+12025551239"
      } },
      "whatsapp": { "workers": { "ana@example.com": "+12025551235" } },
      "rcs": { "prefixes": { "+44": "desk" }, "workers": { "ana@example.com": "desk-2" } },
      "chat": { "prefixes": { "+44": "desk" } }
    }`,
  };
  expect(await findings(configured)).toEqual([
    'warning identity/alike sms.workers[#1]:3',
    'warning identity/alike sms.workers[#2]:4',
    'warning identity/space sms.workers[#3]:5',
    'warning identity/blank sms.workers[#4]:6',
    'warning channel/closed whatsapp:9',
    'warning channel/closed rcs:10',
  ]);
  expect(valuesOf(await check(configured), 'channel/closed')).toEqual([
    ['workers', ''],
    ['workers', ', unless a prefix matches the customer'],
  ]);
});

test('an identity can be any text', async () => {
  const configured = {
    asset: `{ "sms": { "default": "+12025551234", "workers": {
      "constructor": [],
      "__proto__": { "prefixes": [] },
      "prototype": { "defaults": "+12025551234" },
      "toString": "+12025551235"
    } } }`,
  };
  expect(await findings(configured)).toEqual([
    'error pool/empty sms.workers[#1]:2',
    'error table/malformed sms.workers[#2].prefixes:3',
    'warning rule/unknown sms.workers[#3].defaults:4',
  ]);
});

test('an identity with what nobody sees in it', async () => {
  const workers = {
    'ana\u200b@example.com': '+12025551235',
    'bo\u00a0x@example.com': '+12025551236',
    '\ufeffcy@example.com': '+12025551237',
    'José.Müller+sms@example.com': '+12025551238',
  };
  const asset = { sms: { default: '+12025551234', workers } };
  expect(await findings({ asset })).toEqual([
    'warning identity/hidden sms.workers[#1]:5',
    'warning identity/hidden sms.workers[#2]:6',
    'warning identity/hidden sms.workers[#3]:7',
  ]);
  expect(valuesOf(await check({ asset }), 'identity/hidden')).toEqual([
    ['the invisible character U+200B'],
    ['the invisible character U+00A0'],
    ['the invisible character U+FEFF'],
  ]);
});

test.each([
  [{ '+12025551234': 'ana@example.com' }, true],
  [{ '+1 (202) 555-1234': 'ana' }, true],
  [{ '+12025551234': { default: 'ana' } }, false],
  // The identity may be a number.
  [{ '+12025551234': '12' }, false],
  [{ '+12025551234': 'whatsapp:+12025551235' }, false],
  [{ ana: 'bo@example.com' }, false],
])('a worker whose key and value are swapped: %j', async (workers, isSwapped) => {
  const report = await check({ asset: { sms: { default: '+442071838750', workers } } });
  const cures = valuesOf(report, 'address/malformed').map((values) => `${values}`);
  expect(cures).toEqual([expect.stringContaining('')]);
  expect(cures.join().includes('swap the key and the value')).toBe(isSwapped);
});

test('an identity that a spreadsheet runs', async () => {
  const configured = {
    asset: `{ "sms": { "default": "+12025551234", "workers": {
      "=HYPERLINK(A1)": "+12025551235",
      "@SUM(A1)": "+12025551235",
      "-2+3": "+12025551235",
      "+1+2": "+12025551235",
      "+12025551239": "+12025551235",
      "a=1@example.com": "+12025551235"
    } } }`,
  };
  const found = await findings(configured);
  expect(found.filter((one) => one.includes('identity/'))).toEqual([
    'warning identity/formula sms.workers[#1]:2',
    'warning identity/formula sms.workers[#2]:3',
    'warning identity/formula sms.workers[#3]:4',
    'warning identity/formula sms.workers[#4]:5',
  ]);
});
