import type { Place } from '../mapping/place';
import { type Finding, finding } from '../terminal/finding';

/** The columns of a spreadsheet of workers. */
export type Column = 'worker' | 'prefix' | 'number';

/** The index of each column. Without a column of prefixes, its index is -1. */
export type Columns = Record<Column, number>;

/** The columns, and the sheet of a workbook, that somebody has named by a flag. */
export type Named = Partial<Record<Column | 'sheet', string | undefined>>;

/** A spreadsheet that is being read. */
export interface Source {
  /** The place of the file as a whole. */
  whole: Place;
  named: Named;
  /** Collects what is wrong with the file and the form of its lines. */
  findings: Finding[];
}

/**
 * What these columns are called here and in the exports of other programs, without what `plain`
 * removes. The page for Microsoft Entra has its names. The page for Google leads to a template
 * that should have Google's. The names of Microsoft 365, HubSpot and Airtable are in no page that we
 * could read. The names in other languages are the usual words.
 *
 * @see https://support.google.com/a/answer/40057 Google Workspace: Email Address [Required]
 * @see https://learn.microsoft.com/entra/identity/users/users-bulk-download Microsoft Entra:
 *   userPrincipalName, mail
 * @see https://support.okta.com/help/s/question/0D51Y00008ciESjSAM Okta: login, email
 * @see https://developer.salesforce.com/docs/atlas.en-us.sfFieldRef.meta/sfFieldRef/salesforce_field_reference_User.htm
 *   Salesforce: Username, Email
 * @see https://support.microsoft.com/office/4518d70d-8fe9-46ad-94fa-1494247193c7 Outlook: E-mail
 *   Address
 */
const NAMES: Record<Column, string[]> = {
  worker: [
    ...['worker', 'identity', 'email', 'email address', 'mail', 'login', 'username'],
    ...['work email', 'primary work email', 'userPrincipalName'],
    ...['E-Mail-Adresse', 'Adresse e-mail', 'Adresse de messagerie', 'Courriel'],
    ...['Indirizzo e-mail', 'Indirizzo di posta elettronica', 'Correo electrónico'],
  ],
  prefix: ['prefix'],
  number: [
    ...['number', 'Twilio number', 'Twilio phone number', 'phone', 'phone number', 'telephone'],
    ...['telephone number', 'business phone', 'office phone', 'primary phone', 'work phone'],
    ...['primary work phone', 'Telefon', 'Telefonnummer', 'Rufnummer', 'Telefon geschäftlich'],
    ...['Téléphone', 'Numéro de téléphone', 'Telefono', 'Numero di telefono', 'Teléfono'],
    'Número de teléfono',
  ],
};

/**
 * Other phones, which are often the person's own. Customers may not get such a number because
 * nobody has said so: these columns count only if a flag names them.
 */
const OTHER_PHONE =
  /phone|telefon|^tel(?!e)|mobil|movil|^cell|celular|handy|portable|dial|durchwahl|lignedirecte/;

/** A column that tells what kind of phone another column has. */
const KIND_OF_PHONE = /(?:type?|label|art)$/;

/** A column that has the beginning of each number. */
const AREA_CODE = /^(?:areacode|citycode|(?:orts)?vorwahl|indicatif|prefisso|prefijo|ddd)$/;

/**
 * Finds the columns in the first line of a spreadsheet.
 *
 * @param headers The cells of that line.
 * @returns Undefined if the columns are unclear: then the findings of the source have the faults.
 */
export function columnsIn(headers: string[], source: Source): Columns | undefined {
  const { whole, named, findings } = source;
  const isBeginning = (header: string) =>
    AREA_CODE.test(plain(header)) && header !== named.worker && header !== named.number;
  const fault = (column: Column): Finding[] => {
    const found = called(column, headers, named);
    const [own] = found.filter((header) => named[column] === undefined && isOtherPhone(header));
    if (found.length > 1) return [finding('spreadsheet/columns', whole, column, found)];
    if (own !== undefined) return [finding('spreadsheet/own-phone', whole, own)];
    const [begin] = column === 'number' ? headers.filter(isBeginning) : [];
    if (begin !== undefined) return [finding('spreadsheet/area-code', whole, begin)];
    if (found.length === 1 || column === 'prefix') return [];
    const taken = named[column] === undefined ? NAMES[column] : [named[column]];
    // Without headers, the first line is a worker. So only a terminal shows what it holds.
    const place = { ...whole, counted: headers.filter(Boolean) };
    return [finding('spreadsheet/no-column', place, column, taken)];
  };
  const faults = (['worker', 'prefix', 'number'] as const).flatMap(fault);
  findings.push(...faults);
  const indexOf = (column: Column) =>
    headers.findIndex((header) => called(column, [header], named).length > 0);
  if (faults.length > 0) return undefined;
  return { worker: indexOf('worker'), prefix: indexOf('prefix'), number: indexOf('number') };
}

/** Whether a line has the names of the two columns that each spreadsheet needs. */
export function areHeaders(cells: string[], named: Named): boolean {
  return (['worker', 'number'] as const).every((one) => called(one, cells, named).length > 0);
}

function called(column: Column, headers: string[], named: Named): string[] {
  const name = named[column];
  const names = (name === undefined ? NAMES[column] : [name]).map(plain);
  const isMeant = (header: string) =>
    names.includes(plain(header)) ||
    (name === undefined && column === 'number' && isOtherPhone(header));
  return headers.filter(isMeant);
}

function isOtherPhone(header: string): boolean {
  const name = plain(header);
  const isPhone = OTHER_PHONE.test(name) && !KIND_OF_PHONE.test(name);
  return isPhone && !NAMES.number.map(plain).includes(name);
}

/**
 * Removes what does not matter in a header: capitals, accents, blanks, dashes, what programs say in
 * brackets (`Email Address [Required]`), and a separator that was saved into it (`number;`).
 */
function plain(header: string): string {
  return header
    .toLowerCase()
    .normalize('NFD')
    .replace(/\[[^\]]*\]|\brequired$/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
