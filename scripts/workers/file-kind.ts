/** The files that are taken for a spreadsheet, by how they begin, and what they hold. */
const KINDS: [begins: string | RegExp, holds: string, kind: string][] = [
  ['PK\x03\x04', 'xl/workbook.xml', 'workbook'],
  ['PK\x03\x04', 'xl/workbook.bin', 'a binary workbook (.xlsb)'],
  ['PK\x03\x04', 'opendocument.spreadsheet', 'an OpenDocument spreadsheet (.ods)'],
  ['PK\x03\x04', 'Index/Document.iwa', 'a spreadsheet of Apple Numbers'],
  ['PK\x03\x04', '', 'a ZIP archive'],
  ['\xD0\xCF\x11\xE0', 'E\0n\0c\0r\0y\0p\0t\0e\0d', 'a workbook with a password'],
  ['\xD0\xCF\x11\xE0', '', 'an old workbook (.xls)'],
  ['%PDF-', '', 'a PDF'],
  [/^\s*<(!doctype html|html|meta|table)\b/i, '', 'a web page (HTML)'],
  [/^\s*<[?!\w]/, 'office:document', 'a flat OpenDocument spreadsheet (.fods)'],
  [/^\s*<[?!\w]/, '', 'XML'],
  [/^\s*(\{|\[\s*["[{])/, '', 'JSON'],
];

/**
 * Says what a file is, whatever its name is.
 *
 * @returns `workbook` (.xlsx), or in words what it is that nobody can read as a spreadsheet.
 *   Undefined for text that may be CSV.
 */
export function kindOfFile(bytes: Buffer): string | undefined {
  const text = bytes.toString('latin1').replace(/^\xEF\xBB\xBF/, '');
  const isBegin = (begins: string | RegExp) =>
    typeof begins === 'string' ? text.startsWith(begins) : begins.test(text);
  return KINDS.find(([begins, holds]) => isBegin(begins) && text.includes(holds))?.[2];
}
