import { describe, expect, jest, test } from '@jest/globals';
import type { Report } from '../../../scripts/check/check';
import { printReport, reportJson } from '../../../scripts/check/report';
import { type Configured, check } from '../../support/check';
import { linesOf, usePrinted } from '../../support/printed';

const printed = usePrinted();

/** What is printed of a configuration, line by line, without the blanks that align a table. */
async function print(configured: Configured, all = false, identities = false): Promise<string[]> {
  printReport(await check(configured), { all, identities });
  return linesOf(printed.join('\n'));
}

const NOT_ASKED =
  "– Not checked: the account's phone numbers (48028), the workers' identities, the default Messaging Service (48032). Set ACCOUNT_SID and AUTH_TOKEN in .env or the environment.";

describe('as text', () => {
  test('the addresses that are right, then what is found, the worst last, then how much', async () => {
    const asset = {
      sms: { default: '+12025551234', workers: { ana: '12', bo: '+14155550100' } },
      chat: 'front-desk',
    };
    expect(await print({ asset })).toEqual([
      'place line address',
      'sms.default 3 +12025551234 ✔ well-formed',
      'chat 9 front-desk ✔ well-formed',
      '2 more addresses: see the findings below.',
      NOT_ASKED,
      '⚠ sms.workers[#2], line 6: "+14155550100" is a sample number that nobody has: write your own',
      '✘ sms.workers[#1], line 5: "12" must be + and 2 to 15 digits, country code first (E.164) (48026)',
      '✘ 4 addresses, 1 error, 1 warning',
    ]);
  });

  test('what nothing is found in is right', async () => {
    expect((await print({ asset: { sms: '+12025551234' } })).at(-1)).toBe(
      '✔ 1 well-formed address, 0 errors, 0 warnings',
    );
  });

  test('in GitHub Actions, each finding has an annotation behind the report', async () => {
    jest.replaceProperty(process, 'env', { ...process.env, GITHUB_ACTIONS: 'true' });
    const lines = await print({ asset: { sms: ['+12025551234', '+12025551234', '12'] } });
    expect(lines.slice(-3)).toEqual([
      '✘ 3 addresses, 1 error, 1 warning',
      expect.stringMatching(/^::warning file=.*,line=4::sms\[#2\]: "\+12025551234" is a duplicate/),
      expect.stringMatching(/^::error file=.*,line=5::sms\[#3\]: "12" must be \+ and/),
    ]);
  });

  test('nothing that is right needs a table', async () => {
    expect(await print({ asset: { chat: 'two words' } })).toEqual([
      '✘ chat, line 2: (hidden) must be 1 to 256 characters, without white space or control characters (48026)',
      '✘ 1 address, 1 error, 0 warnings',
    ]);
  });

  const workersOf = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`worker-${index}`, `+1202${5_600_000 + index}`]),
    );

  test('50 addresses that are right are shown', async () => {
    const lines = await print({
      asset: { sms: { default: '+12025551234', workers: workersOf(49) } },
    });
    expect(lines.filter((line) => line.endsWith('✔ well-formed'))).toHaveLength(50);
  });

  test('more are counted, and shown to whoever asks for all', async () => {
    const workers = { ...workersOf(60), 'worker-17': '2025600017', 'worker-20': '+14155550100' };
    const asset = { sms: { default: '+12025551234', workers } };
    expect((await print({ asset }))[0]).toBe(
      '✔ 59 addresses are well-formed. Show them with --all.',
    );
    printed.length = 0;
    const all = await print({ asset }, true);
    expect(all).toContain('sms.workers[#60] 64 +12025600059 ✔ well-formed');
    expect(all.filter((line) => line.endsWith('✔ well-formed'))).toHaveLength(59);
  });

  test.each([
    [60, '✔ The account has 60 addresses. Show them with --all.', '60 addresses'],
    [1, '✔ The account has 1 address. 59 addresses are well-formed. Show them', '60 addresses'],
    [0, '✔ 60 addresses are well-formed. Show them', '60 well-formed addresses'],
  ])('what was checked is said of them: the account has %d', async (has, first, last) => {
    const report = await check({ asset: { sms: Object.values(workersOf(60)) } });
    const owned = new Map(report.addresses.slice(0, has).map((address) => [address, true]));
    printReport({ ...report, owned }, { all: false, identities: false });
    expect(printed[0]).toContain(first);
    expect(printed.at(-1)).toBe(`✔ ${last}, 0 errors, 0 warnings`);
  });

  test('an address that the account has is said to be one', async () => {
    const report = await check({ asset: { sms: ['+12025551234', '+12025551235'] } });
    const [first] = report.addresses;
    printReport(
      { ...report, owned: new Map(first && [[first, true]]) },
      { all: false, identities: false },
    );
    const table = `${printed[0]}`.split('\n');
    expect(table[1]).toMatch(/\+12025551234 +✔ the account has it$/);
    expect(table[2]).toMatch(/\+12025551235 +✔ well-formed$/);
  });

  test('nothing in a mapping is obeyed by the terminal', async () => {
    const asset = {
      sms: { default: '+12025551234', workers: { 'ana\u009b2J': '+12025551235' } },
      chat: 'a\u202eb',
    };
    const lines = await print({ asset }, false, true);
    expect(lines.join('')).not.toMatch(/\p{Cc}|\p{Cf}/u);
    expect(lines.join('\n')).toContain('⚠ sms.workers[#1] ("ana\\u{9b}2J"), line 5: ');
    expect(lines).toContain('chat 8 a\\u{202e}b ✔ well-formed');
  });
});

describe('as JSON', () => {
  const CONFIGURED = {
    env: 'TWILIO_CHAT_NUMBER=desk\nTWILIO_PHONE_NUMBER=+12025551234\n',
    asset: {
      sms: {
        default: ['+12025551234', '+12025551234'],
        workers: { 'ana@example.com': 'bo@example.com' },
      },
    },
    files: ['customers.csv'],
  };
  const json = (report: Report, identities = false): unknown =>
    JSON.parse(reportJson(report, identities));

  test('each address, each finding, what was not checked, and how much', async () => {
    const report = await check(CONFIGURED);
    const [first, second] = report.addresses;
    const owned = new Map(
      first &&
        second && [
          [first, true],
          [second, false],
        ],
    );
    const file = expect.stringMatching(/assets.proxy-addresses\.private\.json$/);
    const env = expect.stringMatching(/\.env$/);
    expect(json({ ...report, owned })).toEqual({
      addresses: [
        {
          channel: 'chat',
          address: 'desk',
          place: 'TWILIO_CHAT_NUMBER',
          file: env,
          line: 1,
          owned: true,
        },
        {
          channel: 'phone',
          address: '+12025551234',
          place: 'TWILIO_PHONE_NUMBER',
          file: env,
          line: 2,
          owned: false,
        },
        {
          channel: 'sms',
          address: '+12025551234',
          place: 'sms.default[#1]',
          file,
          line: 4,
          owned: null,
        },
        {
          channel: 'sms',
          address: '+12025551234',
          place: 'sms.default[#2]',
          file,
          line: 5,
          owned: null,
        },
        { channel: 'sms', address: null, place: 'sms.workers[#1]', file, line: 8, owned: null },
      ],
      findings: [
        {
          code: 'variable/misspelt',
          level: 'warning',
          place: 'TWILIO_PHONE_NUMBER',
          file: env,
          line: 2,
          message: 'unknown variable: did you mean TWILIO_SMS_NUMBER?',
        },
        {
          code: 'pool/duplicate',
          level: 'warning',
          place: 'sms.default[#2]',
          file,
          line: 5,
          message: 'is a duplicate in this pool',
        },
        {
          code: 'address/malformed',
          level: 'error',
          place: 'sms.workers[#1]',
          file,
          line: 8,
          message: 'must be + and 2 to 15 digits, country code first (E.164) (48026)',
        },
        {
          code: 'file/public',
          level: 'warning',
          place: 'assets/customers.csv',
          file: expect.stringMatching(/assets.customers\.csv$/),
          line: null,
          message: expect.stringContaining('/customers.csv'),
        },
      ],
      notChecked: [NOT_ASKED.replace('– ', '')],
      errors: 1,
      warnings: 3,
    });
  });

  test('identities only for whoever asks for them', async () => {
    const report = await check(CONFIGURED);
    expect(reportJson(report, false)).not.toMatch(/(ana|bo)@/);
    expect(json(report, true)).toMatchObject({
      addresses: expect.arrayContaining([
        expect.objectContaining({
          address: 'bo@example.com',
          place: 'sms.workers[#1] ("ana@example.com")',
        }),
      ]),
    });
  });

  test('an address that may be an identity is not told', async () => {
    const report = await check({ asset: { chat: 'ana@example.com' } });
    expect(json(report)).toMatchObject({ addresses: [{ address: null }] });
    expect(json(report, true)).toMatchObject({ addresses: [{ address: 'ana@example.com' }] });
  });

  test('a finding without a place, and one with several', async () => {
    const { findings, ...report } = await check({ asset: { sms: '+12025551234' } });
    const [finding] = (await check({ asset: { sms: ['+14155550100', '+14155550101'] } })).findings;
    const places = report.addresses.flatMap((place) => [place, place]);
    const found = finding
      ? [
          { ...finding, places: [] },
          { ...finding, places },
        ]
      : [];
    const nowhere = { place: null, file: null, line: null };
    const somewhere = { place: 'sms', file: expect.anything(), line: 2 };
    expect(json({ ...report, findings: found })).toMatchObject({
      findings: [nowhere, { ...somewhere, others: [somewhere] }],
      notChecked: [],
      errors: 0,
      warnings: 2,
    });
    expect(findings).toHaveLength(1);
  });
});
