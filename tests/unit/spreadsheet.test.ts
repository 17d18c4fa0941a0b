import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../scripts/terminal/finding';
import { addressesIn } from '../../scripts/workers/addresses';
import { rulesOf } from '../../scripts/workers/rules';
import { readSpreadsheet } from '../../scripts/workers/spreadsheet';

type Cells = Parameters<typeof rulesOf>[1];
type Country = Cells['country'];

const FILE = { name: 'team.csv', file: 'team.csv' };

const cellsOf = (channel: string, country: Country, findings: Finding[]): Cells => ({
  channel,
  country,
  known: [],
  findings,
});

/** The rules that a file makes, as plain data, or what is wrong with it, and where. */
async function read(text: string | Buffer, channel = 'sms', country?: Country) {
  const findings: Finding[] = [];
  const rows = await readSpreadsheet(Buffer.from(text), { whole: FILE, named: {}, findings });
  const rules = rulesOf(rows, cellsOf(channel, country, findings));
  const faults = findings.filter(({ level }) => level !== 'reason');
  return faults.length > 0
    ? faults.map(told)
    : [...rules].map(([worker, pools]): [string, Record<string, string[]>] => [
        worker,
        Object.fromEntries(pools),
      ]);
}

function told({ code, places: [place], values }: Finding): string {
  const line = place?.position?.();
  // The known names are in every such sentence.
  const told = code === 'spreadsheet/no-column' ? values.slice(0, 1) : values;
  return [code, line && `${line} ${place?.name}`, told.join(' ')].filter((part) => part).join(': ');
}

/** What one cell makes: addresses, or what is wrong. */
async function cell(text: string, channel?: string, country?: Country) {
  const [found] = await read(
    `worker,number\nana,"${text.replaceAll('"', '""')}"\n`,
    channel,
    country,
  );
  return Array.isArray(found) ? found[1][''] : found;
}

const ANA = [['ana@example.com', { '': ['+14155552671'] }]];

test.each([
  ['commas', 'worker,number\nana@example.com,+14155552671\n'],
  ['semicolons', 'worker;number\nana@example.com;+14155552671\n'],
  ['tabs', 'worker\tnumber\nana@example.com\t+14155552671\n'],
  ['CRLF', 'worker,number\r\nana@example.com,+14155552671\r\n'],
  ['CR', 'worker,number\rana@example.com,+14155552671'],
  ['both, and no end', 'worker,number\r\nana@example.com,+14155552671\n\n'],
  ['quotes', '"worker","number"\n"ana@example.com","+14155552671"\n'],
  ['formulas', '="worker",="number"\n="ana@example.com",="+14155552671"\n'],
  ['a byte order mark', '\uFEFFworker,number\nana@example.com,+14155552671\n'],
  ['capitals', 'WORKER,Number\nana@example.com,+14155552671\n'],
  ['another order', 'number,worker\n+14155552671,ana@example.com\n'],
  ['other names', 'E-Mail;Phone Number\nana@example.com;+14155552671\n'],
  ['more names', 'identity,phone_number\nana@example.com,+14155552671\n'],
  ['yet more', ' email , PHONE \nana@example.com,+14155552671\n'],
  ['and more', 'worker,phone\nana@example.com,+14155552671\n'],
  ['other columns', 'team,worker,,number,more\nred,ana@example.com,,+14155552671,x\n'],
  ['blank cells beyond the headers', 'worker,number\nana@example.com,+14155552671,, ,\n'],
  ['blank lines', ',\n\nworker,number\n,\n\nana@example.com,+14155552671\n,\n'],
  ['a line of notes', 'worker,number,note\nana@example.com,+14155552671,\n,,total: 1\n'],
  ['white space', 'worker,number\nana@example.com, +14155552671\u00A0\n'],
  [
    'the same twice',
    'worker,number\nana@example.com,+14155552671\nana@example.com,+1 4155552671\n',
  ],
  ['no number', 'worker,number\nana@example.com,+14155552671\nbo,\ncy\n'],
])('reads %s', async (_, text) => {
  expect(await read(text)).toEqual(ANA);
});

test('a prefix, and none', async () => {
  expect(
    await read(
      'worker,prefix,number\nana,,+14155552671\nana,+44,+442071838750\nbo, +1 ,+14155552672\n',
    ),
  ).toEqual([
    ['ana', { '': ['+14155552671'], '+44': ['+442071838750'] }],
    ['bo', { '+1': ['+14155552672'] }],
  ]);
});

test('a worker in two spellings with the same pool, and one with rules for a prefix alone', async () => {
  expect(
    await read('worker,number\nAna,+14155552671;+14155552672\nana,"+14155552672,+14155552671"\n'),
  ).toEqual([
    ['Ana', { '': ['+14155552671', '+14155552672'] }],
    ['ana', { '': ['+14155552672', '+14155552671'] }],
  ]);
});

test.each([
  ['UTF-16, little end first', Buffer.from('\uFEFFworker,number', 'utf16le')],
  ['UTF-16, big end first', Buffer.from('\uFEFFworker', 'utf16le').swap16()],
  ['UTF-16 without a mark', Buffer.from('worker,number', 'utf16le')],
  ['Latin-1', Buffer.from('worker,number\nRenée,\n', 'latin1')],
])('another encoding: %s', async (_, bytes) => {
  expect(await read(bytes)).toEqual(['spreadsheet/encoding']);
});

const NO_WORKER = 'spreadsheet/no-column: worker';
const NO_NUMBER = 'spreadsheet/no-column: number';

test.each([
  ['nothing', '', ['spreadsheet/empty']],
  ['a mark alone', '\uFEFF\n', ['spreadsheet/empty']],
  ['no headers', 'ana@example.com,+14155552671\n', [NO_WORKER, NO_NUMBER]],
  ['no number', 'worker,prefix\nana@example.com,+44\n', [NO_NUMBER]],
  ['another separator', 'worker|number\n', [NO_WORKER, NO_NUMBER]],
  ['two numbers', ' phone,worker,Mobile\n1,2,3,4', ['spreadsheet/columns: number phone,Mobile']],
  ['an open quote', 'worker,number\na,\n"ana,+1\nbo,+1\n', ['spreadsheet/quotes: 3 team.csv']],
  ['a quote inside', 'worker,number\n"a\nb",\nO"Neill,\n', ['spreadsheet/quotes: 4 team.csv']],
  ['CRLF', 'worker,number\r\n"a\r\nb",\r\n\r\nO"Neill,', ['spreadsheet/quotes: 5 team.csv']],
])('a file with %s', async (_, text, findings) => {
  expect(await read(text)).toEqual(findings);
});

test.each([
  ['semicolons', 'worker;number\n\nana;+14155552671;+14155552672\n', []],
  ['commas', 'worker,number\n\nana,+14155552671,+14155552672\n', []],
  ['tabs', 'worker\tnumber\n\nana\t+14155552671\t\t+14155552672\n', []],
  ['headers that end in blanks', 'worker;number; ;\n\nana;+14155552671;;+14155552672\n', []],
  ['the only number there', 'worker,number\n\n,,+14155552672\n', []],
  ['another fault', 'worker,number\n\nana,12,1\n', [`spreadsheet/national: 3 column "number"`]],
])('cells beyond the headers are no less than an error: %s', async (_, text, more) => {
  expect(await read(text)).toEqual(['spreadsheet/cells: 3 team.csv', ...more]);
});

test('headers alone are no fault of the file', async () => {
  expect(await read('worker,number\n')).toEqual([]);
});

test.each([
  ['+44 20 7183 8750', '+442071838750'],
  ['+44 (0)20 7183-8750', '+442071838750'],
  ['+44.20.7183.8750', '+442071838750'],
  ['+44.2071838750', '+442071838750'],
  ['+(44) 20 7183 8750', '+442071838750'],
  ['(0044) 20 7183 8750', '+442071838750'],
  ['(+44 20 7183 8750)', '+442071838750'],
  ['sms:+442071838750', '+442071838750'],
  ['SMS: +44 20 7183 8750', '+442071838750'],
  ['tel:+442071838750', '+442071838750'],
  ['tel:+44-20-7183-8750', '+442071838750'],
  ["'+442071838750", '+442071838750'],
  ["'0044 20 7183 8750", '+442071838750'],
  ['="+442071838750"', '+442071838750'],
  ['="sms:+442071838750"', '+442071838750'],
  ['\u200E+442071838750\u200F', '+442071838750'],
  ['+4402071838750', '+442071838750'],
  ['(+44) 20/71838750', '+442071838750'],
  ['0044 20 7183 8750', '+442071838750'],
  ['\u202A+44\u00A020\u20117183\u20118750\u202C', '+442071838750'],
  ['＋４４ ２０ ７１８３ ８７５０', '+442071838750'],
  // Numbers that nobody has are for check.
  ['+447700900123', '+447700900123'],
])('%j is one number', async (text, number) => {
  expect(await cell(text)).toEqual([number]);
});

test.each([
  ['GB', '020 7183 8750', '+442071838750'],
  ['GB', "'020 7183 8750", '+442071838750'],
  ['GB', '="02071838750"', '+442071838750'],
  ['US', '212.5552671', '+12125552671'],
  ['ES', '912.345.678', '+34912345678'],
  ['FR', '01.42.68.53.00', '+33142685300'],
  ['GB', '(020) 71838750', '+442071838750'],
  ['GB', '07700 900123', '+447700900123'],
  ['GB', '+14155552671', '+14155552671'],
  ['GB', '0014155552671', '+14155552671'],
  ['US', '(415) 555-2671', '+14155552671'],
  ['US', '1 415 555 2671', '+14155552671'],
  ['US', '011 44 20 7183 8750', '+442071838750'],
  ['IT', '06 6981 2345', '+390669812345'],
  ['NO', '22 12 34 56', '+4722123456'],
  ['BR', '(11) 96123-4567', '+5511961234567'],
  ['DE', '030 901820', '+4930901820'],
  ['HU', '06 1 234 5678', '+3612345678'],
  ['DE', '06421/12345', '+49642112345'],
  ['DE', '+49 6421/12345', '+49642112345'],
  ['DE', '+49 (0) 6421 / 12345-67', '+4964211234567'],
  ['AT', '0732/7720-11', '+43732772011'],
  ['IT', '06/69812345', '+390669812345'],
  ['IT', '669812345', '+390669812345'],
  ['IT', '390669812345', '+390669812345'],
  ['CI', '2521234567', '+2252521234567'],
  ['CI', '123456789', '+2250123456789'],
] as const)('in %s, %s is %s', async (country, text, number) => {
  expect(await cell(text, 'sms', country)).toEqual([number]);
});

test.each([
  ['+14155552671;+14155552672'],
  ['+14155552671, +14155552672'],
  ['+1 415 555 2671\n+1 415 555 2672'],
  ['+14155552671;\r\n;+14155552672;+14155552671;'],
  ['sms:+14155552671;sms:+14155552672'],
  ['="+14155552671;+14155552672"'],
  ["'+14155552671;'+14155552672"],
])('%j is a pool', async (text) => {
  expect(await cell(text)).toEqual(['+14155552671', '+14155552672']);
});

const AT = '2 column "number"';

test.each([
  ['4.47911E+11', `spreadsheet/cell: ${AT}: a rounded number`],
  ['4,47911e+11', `spreadsheet/cell: ${AT}: a rounded number`],
  ['4.4e+21', `spreadsheet/cell: ${AT}: a rounded number`],
  ['4E11;+14155552671', `spreadsheet/cell: ${AT}: a rounded number`],
  ...[
    '-1069',
    '- 1069',
    '\u2212447911123456',
    '-1,069.00',
    '14,155,550,120',
    '14,155,550,120.00',
    '1,41,55,50,120',
    '14.155.550.120,00',
    '14 155 550 120,00',
    '14\u202F155\u202F550\u202F120,00',
    "14'155'550'120",
    '14\u2019155\u2019550\u2019120.00',
    '14155550120.00',
    '14155550120,00',
    '14155550100.5',
    '49.0000012972966',
    '49,0000012972966',
    '0.0033278704',
    '$14,155,550,120.00',
    '14155550120 €',
    '14155550120%',
    '+14155552671; 14155550120.00',
  ].map((amount): [string, string] => [amount, `spreadsheet/cell: ${AT}: an amount`]),
  ['+14155552671; 4E11', `spreadsheet/cell: ${AT}: a rounded number`],
  ['447700900123', `spreadsheet/national: ${AT}`],
  ['44 7700 900123', `spreadsheet/national: ${AT}`],
  ['020 7183 8750', `spreadsheet/national: ${AT}`],
  ['(415) 555-2671', `spreadsheet/national: ${AT}`],
  ['7700900123', `spreadsheet/national: ${AT}`],
  // Arizona's, and Malaysia's if it had lost a +.
  ['6025551234', `spreadsheet/national: ${AT}`],
  ['+1415555267', `spreadsheet/impossible: ${AT}: digits are missing`],
  ['+141555526711', `spreadsheet/impossible: ${AT}: there are too many digits`],
  ['+999123456', `spreadsheet/impossible: ${AT}: no country has this code`],
  ['n/a', `spreadsheet/impossible: ${AT}: write the number alone, or leave the cell empty`],
  ['#REF!', `spreadsheet/impossible: ${AT}: write the number alone, or leave the cell empty`],
  [
    '+1 415 555 2671 ext. 5',
    `spreadsheet/impossible: ${AT}: write the number alone, or leave the cell empty`,
  ],
  [
    'Ana: +1 415 555 2671',
    `spreadsheet/impossible: ${AT}: write the number alone, or leave the cell empty`,
  ],
  ['+0123456789', `spreadsheet/impossible: ${AT}: check its digits`],
  ['+39 (0)06 6981 2345', `spreadsheet/impossible: ${AT}: check its digits`],
  [
    '030 23125-0 (106)',
    `spreadsheet/impossible: ${AT}: write the number alone, or leave the cell empty`,
  ],
  [
    '44+207183 8750',
    `spreadsheet/impossible: ${AT}: write the number alone, or leave the cell empty`,
  ],
  [
    '1-800-FLOWERS',
    `spreadsheet/impossible: ${AT}: write the number alone, or leave the cell empty`,
  ],
  [
    'whatsapp:+14155552671',
    `address/malformed: ${AT}: is an address of another channel, whatsapp  48029`,
  ],
])('%j is wrong: %s', async (text, found) => {
  expect(`${await cell(text)}`.replace('cannot be a phone number: ', '')).toBe(found);
});

test.each([
  ['GB', '7700900123', '+447700900123'],
  ['GB', '447700900123', '+447700900123'],
  ['GB', '33612345678', '+33612345678'],
  ['NO', '4722123456', '+4722123456'],
  ['DE', '14155550120', '+14155550120'],
  ['US', '14155552671', '+14155552671'],
] as const)('in %s, %s has lost its first sign, and is %s', async (country, text, number) => {
  expect(await cell(text, 'sms', country)).toEqual([number]);
});

test.each([
  ['DE', '447700900123', ['+447700900123', '+49447700900123']],
  ['DE', '15123456789', ['+15123456789', '+4915123456789']],
  ['ID', '009 1 415 555 2671', ['+914155552671', '+14155552671']],
] as const)('in %s, %s can be two numbers, which are named', async (country, text, numbers) => {
  expect(await cell(text, 'sms', country)).toBe(`spreadsheet/two-readings: ${AT}: ${numbers}`);
});

describe('of two numbers', () => {
  /** What a cell makes if these numbers are known, and what is told of it. */
  const among = (text: string, country: Country, ...known: string[][]) => {
    const findings: Finding[] = [];
    const cells = {
      ...cellsOf('sms', country, findings),
      known: known.map((numbers) => new Set(numbers)),
    };
    const addresses = addressesIn(text, { name: '' }, cells);
    const told = findings.map(({ code, values }) =>
      code === 'spreadsheet/completed' ? values.join() : code,
    );
    return [...addresses, ...told].join(' ');
  };
  const [GB, DE] = ['+447700900123', '+49447700900123'];

  test.each([
    ['today has one', [[GB]], `${GB} +44`],
    ['today has the other', [[DE]], `${DE} +49`],
    ['the account has one', [[], [DE]], `${DE} +49`],
    ['today has one, and the account another', [[GB], [DE]], `${GB} +44`],
    ['today has both, and the account one', [[GB, DE], [DE]], `${DE} +49`],
    [
      'both are everywhere',
      [
        [GB, DE],
        [GB, DE],
      ],
      'spreadsheet/two-readings',
    ],
    ['others are everywhere', [['+14155552671']], 'spreadsheet/two-readings'],
  ])('%s', (_, known, found) => {
    expect(among('447700900123', 'DE', ...known)).toBe(found);
  });

  test('without a country, only what is known counts', () => {
    expect(among('447700900123', undefined, [GB])).toBe(`${GB} +44`);
    expect(among('447700900123', undefined, [DE])).toBe('spreadsheet/national');
  });

  test.each([
    // Norway's, if it had lost a +.
    ['US', '4792345678', '+14792345678 spreadsheet/by-length +1'],
    ['US', '(479) 234-5678', '+14792345678 spreadsheet/by-length +1'],
    ['CA', '6045551234', '+16045551234 spreadsheet/by-length +1'],
    // Chicago's, if it had lost a +. In China, nothing stands before a mobile number.
    ['CN', '13123456789', '+8613123456789 spreadsheet/by-length +86'],
    ['CN', '131 2345 6789', '+8613123456789 spreadsheet/by-length +86'],
    ['GB', '07700 900123', '+447700900123 +44'],
  ] as const)('in %s, the whole national number %s counts: %s', (country, text, found) => {
    expect(among(text, country)).toBe(found);
  });

  test('what is known decides before that', () => {
    expect(among('4792345678', 'US', ['+4792345678'])).toBe('+4792345678 +47');
  });

  test('what is known is read as it stands, even if nobody can have it', () => {
    for (const number of ['+1415555267', '+4402071838750', '+5215512345678', '+999123456']) {
      expect(among(`sms:${number}`, undefined, [number])).toBe(number);
      expect(among(number.slice(1), 'GB', [number]).split(' ')[0]).toBe(number);
    }
  });
});

test.each([
  ['DE', '0171 2345678 / 0171 2345679'],
  ['DE', '030 1234/030 1235'],
  ['DE', '(030) 901820/+49 30 901821/0049 30 901822'],
  ['US', '415-555-2671/415-555-2672'],
  ['GB', '020 7183 8750 / 020 7183 8751'],
  [undefined, '+49 30 901820 / +49 30 901821'],
  ['DE', '030 23125-106/107'],
  ['DE', '+49 (0)30/23125-106/107'],
  ['US', '415-555-2671/2672'],
  ['AT', '0732/772011/12'],
] as const)('in %s, %s are several numbers', async (country, text) => {
  expect(await cell(text, 'sms', country)).toBe(
    `spreadsheet/impossible: ${AT}: write each number as a whole, with ; between them`,
  );
});

test.each([
  ['DE', '2024-05-12'],
  ['DK', '2023.11.30'],
  ['IT', '2021-1-5'],
  ['AT', '12.05.2024'],
  ['IE', '12/05/2024'],
  ['FI', '05/12/24'],
  ['DE', '030 901820; 2024-05-12'],
] as const)('in %s, %s is a date', async (country, text) => {
  expect(await cell(text, 'sms', country)).toBe(`spreadsheet/cell: ${AT}: a date`);
});

test.each([
  ['DE', '20240512', '+4920240512'],
  ['DK', '20 24 05 12', '+4520240512'],
  ['DK', '20-24-05-12', '+4520240512'],
  ['FR', '01.42.68.53.00', '+33142685300'],
] as const)('in %s, %s is no date', async (country, text, number) => {
  expect(await cell(text, 'sms', country)).toEqual([number]);
});

test('in GB, a number can have too few digits', async () => {
  expect(await cell('020 7183', 'sms', 'GB')).toBe(
    `spreadsheet/impossible: ${AT}: check its digits, or write + and the country code first`,
  );
});

test.each([
  [
    'whatsapp',
    '+1 415 555 2671;whatsapp:+14155552672',
    ['whatsapp:+14155552671', 'whatsapp:+14155552672'],
  ],
  ['chat', 'front-desk; back-desk', ['front-desk', 'back-desk']],
  ['chat', '"a;b,c"; "d""e" ;f"g', ['a;b,c', 'd"e', 'f"g']],
  ['chat', '447700900123', ['447700900123']],
  ['chat', '4E11', ['4E11']],
  ['messenger', 'messenger:123', ['messenger:123']],
])('on %s, %s is %j', async (channel, text, addresses) => {
  expect(await cell(text, channel)).toEqual(addresses);
});

test.each([
  ['whatsapp', 'sms:+14155552671', '48029'],
  ['chat', 'two words', '48026'],
  ['chat', 'x'.repeat(257), '48026'],
  ['chat', 'whatsapp:+14155552671', '48029'],
])('on %s, %s is wrong', async (channel, text, code) => {
  expect(await cell(text, channel)).toMatch(new RegExp(`^address/malformed: ${AT}.*${code}$`));
});

test('everything that is wrong with the lines is told at once, by the line it begins in', async () => {
  const found = await read(
    [
      'Team,E-mail,Phone,Prefix',
      '"two\nlines",ana@example.com,+14155552671,',
      'red,Ana@example.com,+14155552672,',
      'red,ana@example.com,,',
      'red,bo@example.com,4155552671;n/a,44',
      'red,,+14155552671,00 4/4',
      'red,cy@example.com,4.1E+11,x',
      'red,ana@example.com,+12,',
    ].join('\n'),
  );
  expect(found.map((text) => `${text}`.replace('cannot be a phone number: ', ''))).toEqual([
    'spreadsheet/duplicate: 4 column "E-mail": 2',
    'spreadsheet/duplicate: 5 column "E-mail": 2',
    'spreadsheet/national: 6 column "Phone"',
    'spreadsheet/impossible: 6 column "Phone": write the number alone, or leave the cell empty',
    'spreadsheet/no-worker: 7 column "E-mail"',
    'spreadsheet/prefix: 7 column "Prefix": write +44',
    'spreadsheet/prefix: 8 column "Prefix": a prefix is + and 1 to 15 digits, the first not 0',
    'spreadsheet/cell: 8 column "Phone": a rounded number',
    'spreadsheet/impossible: 9 column "Phone": digits are missing',
  ]);
});

test('a finding tells no worker but to a terminal, and nothing that the file says', async () => {
  const findings: Finding[] = [];
  const text =
    'worker,number,prefix\nana@example.com,+4477009x0012,+44 x\n,447700900123,447700900124\n';
  const rows = await readSpreadsheet(Buffer.from(text), { whole: FILE, named: {}, findings });
  rulesOf(rows, cellsOf('sms', undefined, findings));
  const [, finding] = findings;
  expect(finding?.places[0]?.counted).toEqual(['ana@example.com']);
  for (const { code, places, values, message } of findings) {
    const shown = JSON.stringify([
      code,
      places.map(({ name, file }) => [name, file]),
      values,
      message,
    ]);
    expect(shown).not.toMatch(/ana@|4477009x|447700900124/);
  }
  expect(findings.filter(({ level }) => level === 'error')).toHaveLength(5);
});
