#!/bin/sh
# Finding: to read-excel-file, a cell in which a formula failed is a blank cell.
#
# Software:  npm package read-excel-file 9.3.17 (https://gitlab.com/catamphetamine/read-excel-file), Node.js 20 or later. Its
#            README says so, but none of its options tells the two apart.
# Input:     a workbook with a blank cell, and beside it a cell that holds #N/A, as a lookup that found nothing leaves it
# Expected:  two different values, or an error
# Seen:      null for both. Who takes a blank cell for "nothing is set" takes a broken lookup for that too.
# Way out:   a reader that gives the cell's type, such as SheetJS.
#
# Exit code 0 if it still behaves so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts read-excel-file@9.3.17 fflate@0.8.2

cat > read.cjs <<'JS'
const { strToU8, zipSync } = require('fflate');
const { readSheet } = require('read-excel-file/node');

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const relation = (type, target) =>
  `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`;
const cell = (name, text) => `<c r="${name}" t="inlineStr"><is><t>${text}</t></is></c>`;

const files = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/></Types>`,
  '_rels/.rels': relation('officeDocument', 'xl/workbook.xml'),
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="staff" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relation('worksheet', 'worksheets/sheet1.xml'),
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData><row r="1">${cell('A1', 'blank')}${cell('B1', 'failed')}${cell('C1', 'end')}</row><row r="2"><c r="B2" t="e"><f>VLOOKUP("x",D1:E2,2,FALSE)</f><v>#N/A</v></c>${cell('C2', 'x')}</row></sheetData></worksheet>`,
};

(async () => {
  const zipped = zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])));
  const [, [blank, failed]] = await readSheet(Buffer.from(zipped));
  console.log(`a blank cell: ${blank}, a failed formula: ${failed}`);
  process.exitCode = blank === null && failed === null ? 0 : 1;
})().catch((error) => {
  console.log(`an error: ${error.message}`);
  process.exitCode = 1;
});
JS
echo "read-excel-file $(node -p "require('read-excel-file/package.json').version"), Node.js $(node --version)"
if node read.cjs; then
  echo 'A failed formula is still a blank cell.'
else
  echo 'It behaves otherwise now.'
  exit 1
fi
