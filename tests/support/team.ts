/** A company's spreadsheet, as Excel writes it. */
export interface Team {
  csv: string;
  /** The rules from the spreadsheet, if its national numbers are British. */
  workers: Record<string, string | string[]>;
  /** The same spreadsheet with some wrong cells, and the codes of its findings. */
  withAccidents: string;
  findings: string[];
}

/**
 * The forms in which people type the British number that ends in these four digits, and the address
 * or pool of each form.
 */
const FORMS: ((end: string) => [string, string | string[] | undefined])[] = [
  (end) => [`+44 20 7183 ${end}`, `+44207183${end}`],
  (end) => [`020 7183 ${end}`, `+44207183${end}`],
  (end) => [`+44 (0)20-7183-${end}`, `+44207183${end}`],
  (end) => [`0044 207183${end}`, `+44207183${end}`],
  () => ['', undefined],
  (end) => [`+1 (415) 555-${end}`, `+1415555${end}`],
  (end) => [`"020 7183 ${end}; +1.415.555.${end}"`, [`+44207183${end}`, `+1415555${end}`]],
  (end) => [`"(020) 7183 ${end}\n+1415555${end}"`, [`+44207183${end}`, `+1415555${end}`]],
  (end) => [`\u00A0+44207183${end}\u00A0`, `+44207183${end}`],
  (end) => [`"+44207183${end}, ,"`, `+44207183${end}`],
];

/**
 * Makes a spreadsheet of 300 lines: with semicolons, CRLF, a byte order mark, blanks, duplicates,
 * and identities that differ only in capitals.
 */
export function teamOf300(): Team {
  const workers: Team['workers'] = {};
  const lines: [string, string][] = [];
  const add = (worker: string, number: string, pool: string | string[] | undefined) => {
    lines.push([worker, number]);
    if (pool) workers[worker.trim()] = pool;
  };
  for (let index = 0; index < 290; index += 1) {
    const form = FORMS[index % FORMS.length];
    if (form) add(`worker-${index}@example.com${index % 7 ? '' : ' '}`, ...form(`${2000 + index}`));
  }
  for (const index of [0, 1, 2, 3, 4]) {
    const form = FORMS[index];
    if (!form) continue;
    add(`worker-${index}@example.com`, ...form(`${2000 + index}`));
    add(`Worker-${index}@example.com`, ...form(`${2000 + index}`));
  }
  const accidents = new Map([
    [10, ['4.42072E+11', 'spreadsheet/cell']],
    [20, ['442,071,832,020.00', 'spreadsheet/cell']],
    [30, ['442071832030.00', 'spreadsheet/cell']],
    [41, ['020 7183', 'spreadsheet/impossible']],
    [55, ['ask Ana', 'spreadsheet/impossible']],
    [290, ['+442071839999', 'spreadsheet/duplicate']],
    [297, ['+442071839999', 'spreadsheet/duplicate']],
  ]);
  const spoilt = lines.map(([worker, number], index): [string, string] => [
    worker,
    accidents.get(index)?.[0] ?? number,
  ]);
  return {
    csv: csvOf(lines),
    workers,
    withAccidents: csvOf(spoilt),
    findings: [...accidents.values()].map(([, code]) => code ?? ''),
  };
}

function csvOf(lines: [string, string][]): string {
  const rows = lines.map(([worker, number], index) => `team ${index % 9};${worker};${number};`);
  return `\uFEFF${['Team;E-Mail;Phone Number;Notes', ...rows, ';;;', ''].join('\r\n')}`;
}
