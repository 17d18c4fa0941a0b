import { readFileSync } from 'node:fs';
import path from 'node:path';
import { utils, write } from '@e965/xlsx';
import { expect, test } from '@jest/globals';
import type { Finding } from '../../scripts/terminal/finding';
import type { Named } from '../../scripts/workers/columns';
import { csvOf } from '../../scripts/workers/print';
import { rulesOf } from '../../scripts/workers/rules';
import { readSpreadsheet } from '../../scripts/workers/spreadsheet';
import { workbookOf } from '../../scripts/workers/workbook';

type Country = Parameters<typeof rulesOf>[1]['country'];
type Flags = Named & { sheet?: string; country?: Country; known?: string[] };

const FILE = { name: 'staff', file: 'staff' };

const fixture = (name: string) =>
  readFileSync(path.join(__dirname, '../fixtures/staff', `${name}.xlsx`));

/** What a staff list makes: `worker prefix numbers`, or codes of findings with their lines. */
async function read(file: string | Buffer, { country, known = [], ...named }: Flags = {}) {
  const findings: Finding[] = [];
  const rows = await readSpreadsheet(Buffer.from(file), { whole: FILE, named, findings });
  const rules = rulesOf(rows, { channel: 'sms', country, findings, known: [new Set(known)] });
  const found = [...rules].flatMap(([worker, pools]) =>
    [...pools].map(([prefix, pool]) => [worker, prefix, ...pool].join(' ').replace('  ', ' ')),
  );
  const faults = findings
    .filter(({ code }) => code !== 'spreadsheet/read')
    .map(({ code, places: [place] }) => [code, place?.position?.()].filter(Boolean).join(' '));
  return findings.some(({ level }) => level === 'error') ? faults : found;
}

const ANA = 'ana@example.com +14155550120';
const BO = 'bo@example.com +442079460130';

// The names of the columns are those of the exports: see scripts/workers/columns.ts.
test.each<[string, string | string[], Flags?]>([
  ['Twilio', 'identity,Twilio Number\nana@example.com,+14155550120\n'],
  ['HR', 'E-Mail;Vorname;Phone\nana@example.com;Ana;+1 415 555 0120\n'],
  [
    'Google Workspace',
    'First Name [Required],Email Address [Required],Work Phone,Recovery Email\nAna,ana@example.com,+1 415-555-0120,\n',
  ],
  [
    'Microsoft Entra',
    'userPrincipalName,displayName,telephoneNumber\nana@example.com,Ana,+1 4155550120\n',
  ],
  ['Microsoft 365', 'User Name,First Name,Office Phone\nana@example.com,Ana,+1 4155550120\n'],
  ['Okta', 'login,firstName,primaryPhone\nana@example.com,Ana,+14155550120\n'],
  ['Salesforce', '"Username","Phone"\n"ana@example.com","+1 (415) 555-0120"\n'],
  ['HubSpot', 'First Name,Email,Phone Number\nAna,ana@example.com,+1 415 555 0120\n'],
  ['Airtable', 'Email,Phone\nana@example.com,tel:+14155550120\n'],
  [
    'Workday',
    'Worker ID,Primary Work Email,Primary Work Phone\n1,ana@example.com,+1 (415) 5550120\n',
  ],
  ['HR, in German', 'Name;E-Mail-Adresse;Rufnummer\nAna;ana@example.com;+1 415 5550120\n'],
  ['HR, in French', 'Nom;Courriel;Numéro de téléphone\nAna;ana@example.com;+1 415 5550120\n'],
  ['HR, in Italian', 'Nome;Indirizzo e-mail;Telefono\nAna;ana@example.com;+1 415 5550120\n'],
  ['HR, in Spanish', 'Nombre;Correo electrónico;Teléfono\nAna;ana@example.com;+1 415 5550120\n'],
  ['Outlook', 'First Name,E-mail Address,Business Phone\nAna,ana@example.com,+1 415.555.0120\n'],
  [
    'PowerShell',
    '#TYPE Selected.User\n"mail","telephoneNumber"\n"ana@example.com","+14155550120"\n',
  ],
  ['Excel, with its separator', 'sep=;\r\nworker;number\r\nana@example.com;+14155550120\r\n'],
  [
    'Excel, with a quoted separator',
    '"sep=,"\r\nworker,number\r\nana@example.com,+14155550120\r\n',
  ],
  ['a German Excel that took commas for text', 'number,worker;\n+14155550120,ana@example.com;\n'],
  [
    'a title and blank lines',
    'Staff of 2026;;\n;;\n\nworker;team;number\nana@example.com;red;+14155550120\n',
  ],
])('reads the list of %s', async (_, csv) => {
  expect(await read(`${csv}`)).toEqual([ANA]);
});

test.each<[string, string, string[], Flags]>([
  [
    'Okta',
    'login,email,mobilePhone,primaryPhone\na,ana@example.com,1,+14155550120\n',
    ['spreadsheet/columns', 'spreadsheet/columns'],
    { worker: 'email', number: 'primaryPhone' },
  ],
  [
    'Microsoft Entra',
    'userPrincipalName,mail,mobilePhone\na,ana@example.com,+14155550120\n',
    ['spreadsheet/columns', 'spreadsheet/own-phone'],
    { worker: 'mail', number: 'mobilephone' },
  ],
  [
    'Salesforce',
    'Email,Phone,MobilePhone\nana@example.com,1,+14155550120\n',
    ['spreadsheet/columns'],
    { number: 'MobilePhone' },
  ],
  [
    'HubSpot',
    'Email,Phone Number,Mobile Phone Number\nana@example.com,+14155550120,1\n',
    ['spreadsheet/columns'],
    { number: 'Phone Number' },
  ],
  [
    'HR',
    'Email,Phone,Twilio Number\nana@example.com,1,+14155550120\n',
    ['spreadsheet/columns'],
    { number: 'twilio number' },
  ],
  [
    'HR, with words of its own',
    'Conseiller;N° client\nana@example.com;+14155550120\n',
    ['spreadsheet/no-column', 'spreadsheet/no-column'],
    { worker: 'Conseiller', number: 'N° client' },
  ],
  [
    'a person',
    'name,Mobile\nana@example.com,+14155550120\n',
    ['spreadsheet/no-column', 'spreadsheet/own-phone'],
    { worker: 'name', number: 'Mobile' },
  ],
])('asks which columns of %s are meant, and takes the named ones', async (_, csv, codes, named) => {
  expect(await read(csv)).toEqual(codes);
  expect(await read(csv, named)).toEqual([ANA]);
  expect(await read(csv, { ...named, number: 'Pager' })).toEqual(['spreadsheet/no-column']);
});

test.each([
  ['+44', '+44'],
  ['44', '+44'],
  ['(+44)', '+44'],
  ['sms:+44', '+44'],
  ['0044', '+44'],
  ["'+44", '+44'],
  ['="+44"', '+44'],
  ['+1212', '+1212'],
  ['sms:+1212', '+1212'],
])('the prefix %s is %s', async (written, prefix) => {
  const cell = `"${written.replaceAll('"', '""')}"`;
  expect(await read(`worker,prefix,number\nbo@example.com,${cell},+442079460130\n`)).toEqual([
    BO.replace(' ', ` ${prefix} `),
  ]);
});

test.each(['415', '1212', '0207', 'UK', '+0', '-44'])(
  'the prefix %s may be another',
  async (prefix) => {
    const csv = `worker,prefix,number\nbo@example.com,${prefix},+442079460130\n`;
    expect(await read(csv)).toEqual(
      prefix === '-44' ? [BO.replace(' ', ' +44 ')] : ['spreadsheet/prefix 2'],
    );
    if (/^[1-9]/.test(prefix)) {
      expect(await read(csv, { known: [`+${prefix}`] })).toEqual([BO.replace(' ', ` +${prefix} `)]);
    }
  },
);

test.each([
  ['=HYPERLINK("x")'],
  ['00123'],
  ['+14155552671'],
  ['@SUM(A1)'],
  ['-2+3'],
  ['identity:x'],
  ['émile'],
])('the identity %s is read in each form in which a spreadsheet keeps it', async (identity) => {
  const quoted = identity.replaceAll('"', '""');
  for (const cell of [`identity:${identity}`, `="${quoted}"`]) {
    const rows = [
      ['worker', 'number'],
      [cell, '+14155550120'],
    ];
    expect(await read(csvOf(rows))).toEqual([`${identity} +14155550120`]);
    expect(await read(await workbookOf(rows))).toEqual([`${identity} +14155550120`]);
  }
});

// These texts are what the programs wrote when they opened and saved what `npm run workers` prints.
const SAVED = [
  ...['ana@example.com +14155550120', 'bo@example.com +14155550130'],
  ...['bo@example.com +44 +442079460130', 'bo@example.com +1212 +12125550111'],
  'cy@example.com +33 +33199000140 +33199000141',
  'dee@example.com +442079460101 +4930901820 +390669812345 +61291234567 +34911234567',
  ...['00123 +14155550121', '=1+1 +14155550122', '+14155552671 +14155550123'],
  ...['1e5 +14155550124', '-2+3 +14155550125', '@SUM(A1) +14155550126', 'Zoë +442079460102'],
];

test.each(['libreoffice-de', 'gnumeric-fr'])('reads back what %s has saved', async (name) => {
  expect(await read(fixture(name))).toEqual(SAVED);
});

test('reads back the CSV that LibreOffice 7.4 and Gnumeric 1.12 have saved', async () => {
  const csv = `worker,prefix,number
ana@example.com,,sms:+14155550120
bo@example.com,,sms:+14155550130
bo@example.com,sms:+44,sms:+442079460130
bo@example.com,sms:+1212,sms:+12125550111
cy@example.com,sms:+33,sms:+33199000140;sms:+33199000141
dee@example.com,,sms:+442079460101;sms:+4930901820;sms:+390669812345;sms:+61291234567;sms:+34911234567
identity:00123,,sms:+14155550121
identity:=1+1,,sms:+14155550122
identity:+14155552671,,sms:+14155550123
identity:1e5,,sms:+14155550124
identity:-2+3,,sms:+14155550125
identity:@SUM(A1),,sms:+14155550126
Zoë,,sms:+442079460102
`;
  expect(await read(csv)).toEqual(SAVED);
});

test('a workbook says what each cell is, and in which row', async () => {
  const hr = fixture('libreoffice-hr');
  expect(await read(hr)).toEqual([
    ...['spreadsheet/cell 6', 'spreadsheet/cell 7', 'spreadsheet/cell 8', 'spreadsheet/space 9'],
    'spreadsheet/national 4',
  ]);
});

test('no number counts that a formula computes', async () => {
  const formulas = fixture('libreoffice-formulas');
  expect(await read(formulas, { country: 'DE' })).toEqual([
    'spreadsheet/sheets',
    ...['spreadsheet/cell 2', 'spreadsheet/cell 3', 'spreadsheet/cell 4'],
  ]);
  const found: Flags = { sheet: 'Found', country: 'DE', known: ['+442071838750'] };
  expect(await read(formulas, found)).toEqual([
    ...['dee +442079460100', 'eve +4930901820', 'fay +4930901820'],
    ...['gil +442071838750', 'hal +442071838750'],
    // Formats show the + of the first, the 0 of the second, and the code of the third.
    ...['ian +4792345678', 'jo +493023125012', 'kim +14155550120'],
  ]);
});

test.each([
  // A column that may have the numbers, in five languages and in the exports of programs.
  ['Home Phone', 'own-phone'],
  ['Cell', 'own-phone'],
  ['Mobile', 'own-phone'],
  ['Diensthandy', 'own-phone'],
  ['Mobilnummer', 'own-phone'],
  ['Telefon (privat)', 'own-phone'],
  ['Tél. portable', 'own-phone'],
  ['Téléphone personnel', 'own-phone'],
  ['Cellulare', 'own-phone'],
  ['Tel. cell.', 'own-phone'],
  ['Móvil', 'own-phone'],
  ['Teléfono particular', 'own-phone'],
  ['Direct dial', 'own-phone'],
  ['Durchwahl', 'own-phone'],
  // No phones.
  ['Télétravail', 'no-column'],
  ['Phone type', 'no-column'],
  ['Phone 1 - Label', 'no-column'],
  ['Employee number', 'no-column'],
  ['Cancelled', 'no-column'],
])('the column %s alone: %s', async (header, code) => {
  const csv = `worker;${header}\nana@example.com;+14155550120\n`;
  expect(await read(csv)).toEqual([`spreadsheet/${code}`]);
  expect(await read(csv, { number: header })).toEqual([ANA]);
  const both = csv.replaceAll(';', ';+14155550120;').replace('+14155550120', 'Telefono');
  expect(await read(both)).toEqual(code === 'own-phone' ? ['spreadsheet/columns'] : [ANA]);
});

test.each(['Vorwahl', 'Area Code', 'DDD'])('a number is not whole beside %s', async (header) => {
  const csv = `E-Mail;${header};Rufnummer\nana@example.com;030;901820\n`;
  expect(await read(csv, { country: 'DE' })).toEqual(['spreadsheet/area-code']);
  const named = { number: 'Rufnummer', country: 'DE' } as const;
  expect(await read(csv, named)).toEqual(['spreadsheet/area-code']);
  const whole = csv.replace(header, 'Ort').replace(';901820', ';030 901820');
  expect(await read(whole, named)).toEqual(['ana@example.com +4930901820']);
});

test('a row that ends before the worker has no white space around it', async () => {
  const csv = 'number,worker\n+14155550120,ana@example.com\n,\n"",\nEnd of the report\n';
  expect(await read(csv)).not.toContain('spreadsheet/space 5');
});

test('who named no column as expected is shown the names of the columns, and no title', async () => {
  const rows = [
    ['Organization', 'Acme'],
    ['ID', 'Line', 'Mail of the agent'],
    ['1', '+14155550120'],
  ];
  const findings: Finding[] = [];
  await readSpreadsheet(Buffer.from(csvOf(rows)), { whole: FILE, named: {}, findings });
  expect(findings.map(({ places: [place] }) => place?.counted)).toEqual([rows[1], rows[1]]);
});

test.each([
  ['30+23125012', 'spreadsheet/cell 2'],
  ['+30/23125012*2', 'spreadsheet/cell 2'],
  ['B2^2', 'spreadsheet/cell 2'],
  ['50%', 'spreadsheet/cell 2'],
  ["'My-sheet'!B2-1", 'spreadsheet/cell 2'],
  ['ROUND(B2,0)', 'spreadsheet/cell 2'],
  ['VLOOKUP(A2,B:C,2,0)+1', 'spreadsheet/cell 2'],
  ['IF(A2="a+b",SUM(B2:B3),0)', 'spreadsheet/cell 2'],
  ['B2', BO],
  ['+B2', BO],
  ['Büro!$B$2', BO],
  ["'My-sheet (2+3)'!B2", BO],
  ["VLOOKUP(A2,'[staff-2026.xlsx]A-Z'!A:C,3,FALSE)", BO],
  ['IFERROR(INDEX(B:B,MATCH(A2&"-"&"x",A:A,-1)),"n/a-1")', BO],
  ['_xlfn.XLOOKUP(A2,Staff[E-mail],Staff[[#This Row],[Phone-Number]])', BO],
  ['IFERROR(__xludf.DUMMYFUNCTION("IMPORTRANGE(A1+2)"),442079460130)', BO],
  ['+442079460130', BO],
])('a workbook has the number of =%s: %s', async (f, found) => {
  const sheet = utils.aoa_to_sheet([
    ['worker', 'number'],
    ['bo@example.com', { t: 'n', f, v: 442079460130 }],
  ]);
  const book = write(utils.book_new(sheet), { type: 'buffer', bookType: 'xlsx' });
  expect(await read(book, { country: 'GB' })).toEqual([found]);
});

test('a workbook whose first sheet is empty has no workers', async () => {
  const empty = utils.book_new(utils.aoa_to_sheet([]));
  utils.book_append_sheet(empty, utils.aoa_to_sheet([['worker', 'number']]));
  const bytes = write(empty, { type: 'buffer', bookType: 'xlsx' });
  expect(await read(bytes)).toEqual(['spreadsheet/sheets', 'spreadsheet/empty']);
});

test('a sheet by its name', async () => {
  const book = await workbookOf([
    ['worker', 'number'],
    ['ana@example.com', '+14155550120'],
  ]);
  expect(await read(book, { sheet: 'workers' })).toEqual([ANA]);
  expect(await read(book, { sheet: 'Workers' })).toEqual(['spreadsheet/no-sheet']);
});

test.each([
  ['a web page (HTML)', '\uFEFF<html><table><tr><td>worker</td></tr></table></html>'],
  ['a web page (HTML)', '<!DOCTYPE html>'],
  ['a flat OpenDocument spreadsheet (.fods)', '<?xml version="1.0"?><office:document>'],
  ['XML', '<?xml version="1.0"?><Workbook>'],
  ['JSON', '{"worker": "ana"}'],
  ['JSON', '[{"worker": "ana"}]'],
  ['a PDF', '%PDF-1.7'],
  ['a ZIP archive', 'PK\x03\x04docx'],
  [
    'an OpenDocument spreadsheet (.ods)',
    'PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet',
  ],
  ['a binary workbook (.xlsb)', 'PK\x03\x04xl/workbook.bin'],
  ['an old workbook (.xls)', '\xD0\xCF\x11\xE0W\0o\0r\0k\0b\0o\0o\0k\0'],
  [
    'a workbook with a password',
    '\xD0\xCF\x11\xE0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0',
  ],
])('says that a file is %s', async (kind, text) => {
  const findings: Finding[] = [];
  const bytes = Buffer.from(text, /^(PK|\xD0)/.test(text) ? 'latin1' : 'utf8');
  expect(await readSpreadsheet(bytes, { whole: FILE, named: {}, findings })).toEqual([]);
  expect(findings).toMatchObject([{ code: 'spreadsheet/other', values: [kind] }]);
});

test('a cell of 60,000 line breaks is one number', async () => {
  const blank = '\r\n'.repeat(60_000);
  const csv = `worker,number\nana@example.com,"${blank}+14155550120${blank}"\nbo,n/a\n`;
  expect(await read(csv)).toEqual(['spreadsheet/impossible 120003']);
});
