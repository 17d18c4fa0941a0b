import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { UsageError } from '../../scripts/terminal/command';
import { isRight } from '../../scripts/terminal/finding';
import { csvOf, tableOf } from '../../scripts/workers/print';
import type { Target } from '../../scripts/workers/target';
import { planWorkers } from '../../scripts/workers/workers';
import { ASSET_FILE } from '../../src/asset';
import { teamOf300 } from '../support/team';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'frontline-workers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const assetFile = () => path.join(folder, ASSET_FILE);

type Flags = { channel?: string; country?: string; dryRun?: boolean };

const printWorkers = (target: Target) => csvOf(tableOf(target));

/** Prints the workers of a mapping. */
function printed(mapping: unknown, channel = 'sms'): string {
  writeFileSync(assetFile(), JSON.stringify(mapping));
  return printWorkers({ channel, assetsFolder: folder });
}

/** Reads a spreadsheet into a mapping; says what it changed, and what the mapping's text is then. */
async function read(text: string, csv: string | Buffer, flags: Flags = {}) {
  writeFileSync(assetFile(), text);
  return readAgain(csv, flags);
}

async function readAgain(csv: string | Buffer, { dryRun = false, ...flags }: Flags = {}) {
  const file = path.join(mkdtempSync(path.join(folder, 'sheet-')), 'team.csv');
  writeFileSync(file, csv);
  const target = { file, channel: 'sms', assetsFolder: folder, ...flags };
  const { findings, summary, write } = await planWorkers(target);
  if (!dryRun) write();
  rmSync(path.dirname(file), { recursive: true });
  const { new: added, changed, gone, same } = summary;
  return {
    summary: isRight(findings)
      ? [added, changed, gone.length, same].join()
      : findings.filter(({ level }) => level === 'error').map(({ code }) => code),
    text: readFileSync(assetFile(), 'utf8'),
  };
}

test('prints each worker and prefix', () => {
  const workers = {
    '=1+1': ['+14155552671', '+14155552672'],
    'a "quick", one\n': { prefixes: { '+44': '+442071838750', '+1': ['+14155552671'] } },
    bo: { default: '+14155552671', prefixes: { '+44': '+442071838750', 44: '+14155552672' } },
    cy: {},
  };
  expect(printed({ sms: { workers } })).toBe(
    [
      'worker,prefix,number',
      'identity:=1+1,,"sms:+14155552671;sms:+14155552672"',
      '"a ""quick"", one\n",sms:+44,sms:+442071838750',
      '"a ""quick"", one\n",sms:+1,sms:+14155552671',
      'bo,,sms:+14155552671',
      'bo,sms:+44,sms:+442071838750',
      'cy,,',
      '',
    ].join('\n'),
  );
});

test('a worker whose entry has no number is new with the first, and gone with none', async () => {
  const mapping = JSON.stringify({ sms: { workers: { ana: {}, bo: '+14155552671', cy: {} } } });
  const csv = 'worker,number\nana,+14155552672\nbo,+14155552671\ncy,\n';
  expect((await read(mapping, csv)).summary).toBe('1,0,0,1');
});

test('prints the addresses of WhatsApp in one form, and others as they are', () => {
  const workers = { ana: ['+14155552671', 'whatsapp:+14155552672'] };
  expect(printed({ whatsapp: { workers } }, 'whatsapp')).toContain(
    'ana,,"whatsapp:+14155552671;whatsapp:+14155552672"\n',
  );
  expect(printed({ chat: { workers: { ana: ['a;b', 'c,"d'] } } }, 'chat')).toContain(
    'ana,,"""a;b"";""c,""""d"""\n',
  );
});

test.each([
  ['a channel that is missing', {}],
  ['a pool', { sms: ['+14155552671'] }],
  ['a channel without workers', { sms: { default: '+14155552671' } }],
])('prints only the headers of %s', (_, mapping) => {
  expect(printed(mapping)).toBe('worker,prefix,number\n');
});

const BEFORE = `{
  "chat": { "default":   "front-desk" },
  "sms": {
    "default": ["+14155550100",
      "+14155550101"],
    "workers": {
      "ana": [ "+14155552671" ],
      "bo": {
        "default": "+14155552672",
        "prefixes": { "+44": "+442071838750" }
      },
      "cy": "+14155552673", "dee": { "prefixes": { } }
    },
    "prefixes": {}
  },
  "whatsapp": "+14155550150"
}
`;

const SHEET = `worker,prefix,number
eve,,+14155552671;+14155552672
cy,,+14155552674
ana,,+14155552671
bo,+44,+442071838750
bo,,+14155552672
fay,+44,+442071838750
fay,+1,+14155552671;+14155552672
gus,,+14155552671
gus,+33,+33199010123
`;

const AFTER = `{
  "chat": { "default":   "front-desk" },
  "sms": {
    "default": ["+14155550100",
      "+14155550101"],
    "workers": {
      "ana": [ "+14155552671" ],
      "bo": {
        "default": "+14155552672",
        "prefixes": { "+44": "+442071838750" }
      },
      "cy": "+14155552674",
      "eve": ["+14155552671", "+14155552672"],
      "fay": { "prefixes": { "+44": "+442071838750", "+1": ["+14155552671", "+14155552672"] } },
      "gus": { "default": "+14155552671", "prefixes": { "+33": "+33199010123" } }
    },
    "prefixes": {}
  },
  "whatsapp": "+14155550150"
}
`;

test.each([
  ['spaces', (text: string) => text],
  ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
  ['tabs', (text: string) => text.replace(/^ +/gm, (blank) => '\t'.repeat(blank.length / 2))],
  ['four spaces', (text: string) => text.replace(/^ +/gm, (blank) => blank + blank)],
  ['a byte order mark', (text: string) => `\uFEFF${text}`],
])('replaces the workers alone, in a mapping with %s', async (_, form) => {
  expect(await read(form(BEFORE), SHEET)).toEqual({ summary: '3,1,0,2', text: form(AFTER) });
});

test('again, it changes nothing', async () => {
  expect(await read(AFTER, SHEET)).toEqual({ summary: '0,0,0,6', text: AFTER });
});

test('--dry-run tells the same, and writes nothing', async () => {
  expect(await read(BEFORE, SHEET, { dryRun: true })).toEqual({ summary: '3,1,0,2', text: BEFORE });
});

test('who has no line or no number any more has no rules', async () => {
  const { summary, text } = await read(AFTER, 'worker,number\nana,+14155552671\nbo,\n');
  expect(summary).toBe('0,0,5,1');
  expect(JSON.parse(text).sms.workers).toEqual({ ana: ['+14155552671'] });
  expect(await read(AFTER, 'worker,number\nbo,\n')).toMatchObject({
    summary: '0,0,6,0',
    text: expect.stringContaining('    "workers": {},\n    "prefixes"'),
  });
});

test('a file that has headers alone takes nobody their rules', async () => {
  expect(await read(AFTER, 'worker,number\n')).toEqual({
    summary: ['spreadsheet/empty'],
    text: AFTER,
  });
  expect(await read('{}', 'worker,number\n')).toEqual({ summary: '0,0,0,0', text: '{}' });
});

test('what is wrong with the file changes nothing', async () => {
  expect(await read(BEFORE, `${SHEET}hal,,12\n`)).toEqual({
    summary: ['spreadsheet/national'],
    text: BEFORE,
  });
});

const ONE = 'worker,number\nana,+14155552671\n';

test.each([
  ['{}', '{\n  "sms": {\n    "workers": {\n      "ana": "+14155552671"\n    }\n  }\n}'],
  [
    '{\n  "$schema": "x"\n}\n',
    '{\n  "$schema": "x",\n  "sms": {\n    "workers": {\n      "ana": "+14155552671"\n    }\n  }\n}\n',
  ],
  [
    '{\n  "sms": ["+14155552672",\n    "+14155552673"],\n  "chat": "x"\n}',
    '{\n  "sms": {\n    "default": ["+14155552672",\n      "+14155552673"],\n    "workers": {\n      "ana": "+14155552671"\n    }\n  },\n  "chat": "x"\n}',
  ],
  [
    '{\n  "sms": { "default": "+14155552672" }\n}',
    '{\n  "sms": { "default": "+14155552672",\n    "workers": {\n      "ana": "+14155552671"\n    } }\n}',
  ],
  [
    '{\n\t"chat": "x"\n}',
    '{\n\t"chat": "x",\n\t"sms": {\n\t\t"workers": {\n\t\t\t"ana": "+14155552671"\n\t\t}\n\t}\n}',
  ],
  [
    '{\r\n    "chat": "x"\r\n}',
    '{\r\n    "chat": "x",\r\n    "sms": {\r\n        "workers": {\r\n            "ana": "+14155552671"\r\n        }\r\n    }\r\n}',
  ],
  [
    '{ "sms": { "workers": { "bo": "+14155552671" } } }',
    '{ "sms": { "workers": { "ana": "+14155552671" } } }',
  ],
  [
    '{"sms":"+14155552672"}',
    '{"sms":{ "default": "+14155552672", "workers": { "ana": "+14155552671" } }}',
  ],
  ['{"chat":"x"}', '{"chat":"x", "sms": { "workers": { "ana": "+14155552671" } }}'],
  [
    '{\n  "sms": {\n    "default": [ "+14155552672" ],\n    "prefixes": {"+44":"+442071838750",   "+1": ["+14155552672"]}\n  },\n  "chat":{"default":"x"}\n}\n',
    '{\n  "sms": {\n    "default": [ "+14155552672" ],\n    "prefixes": {"+44":"+442071838750",   "+1": ["+14155552672"]},\n    "workers": {\n      "ana": "+14155552671"\n    }\n  },\n  "chat":{"default":"x"}\n}\n',
  ],
  [
    '{\n  "whatsapp":"+14155550150", "chat":{"default":   "x"}   }\n',
    '{\n  "whatsapp":"+14155550150", "chat":{"default":   "x"},\n  "sms": {\n    "workers": {\n      "ana": "+14155552671"\n    }\n  }   }\n',
  ],
  [
    '{\n  "chat":{"default":"x"}, "sms":["+14155552672"], "whatsapp":  "+14155550150"\n}',
    '{\n  "chat":{"default":"x"}, "sms":{\n    "default": ["+14155552672"],\n    "workers": {\n      "ana": "+14155552671"\n    }\n  }, "whatsapp":  "+14155550150"\n}',
  ],
  [
    '{\n  "sms": {},\n  "chat":{"default":"x"}\n}',
    '{\n  "sms": {\n    "workers": {\n      "ana": "+14155552671"\n    }\n  },\n  "chat":{"default":"x"}\n}',
  ],
])('%j becomes %j', async (before, after) => {
  expect(await read(before, ONE)).toEqual({ summary: expect.stringMatching(/^1,0/), text: after });
});

test('a worker whose entry stands twice is replaced by the one line', async () => {
  const twice = '{ "sms": { "workers": { "ana": "+12", "ana": "+14155552671", "bo": "+12" } } }';
  expect((await read(twice, ONE)).text).toBe('{ "sms": { "workers": { "ana": "+14155552671" } } }');
});

test('an identity that JavaScript knows is one like any other', async () => {
  const sheet = 'worker,number\n__proto__,+14155552671\nconstructor,+14155552672\n7,+14155552673\n';
  const { summary, text } = await read('{}', sheet);
  expect(summary).toBe('3,0,0,0');
  expect(text).toMatch(/"__proto__": "\+14155552671",\s+"constructor": "\+14155552672",\s+"7"/);
  expect((await readAgain(sheet)).summary).toBe('0,0,0,3');
});

test('the file keeps its mode and its link, and nothing else is left', async () => {
  const real = path.join(folder, 'kept.json');
  writeFileSync(assetFile(), '{}');
  renameSync(assetFile(), real);
  chmodSync(real, 0o646);
  symlinkSync(real, assetFile());
  expect((await readAgain(ONE)).text).toContain('ana');
  expect(lstatSync(assetFile()).isSymbolicLink()).toBe(true);
  expect(statSync(real).mode & 0o777).toBe(0o646);
  expect(readdirSync(folder).sort()).toEqual(['kept.json', ASSET_FILE]);
});

test.each([
  ['invalid JSON', '{ "sms": ', /is not valid JSON/],
  ['no object', '[]', /must hold one JSON object/],
  ['no channel', '{ "sms": null }', /^sms must/],
  ['a broken pool', '{ "sms": [] }', /^sms must hold at least one/],
  ['no table', '{ "sms": { "workers": ["+12"] } }', /^sms\.workers must be an object/],
  ['a broken worker', '{ "sms": { "workers": { "ana@x": "12" } } }', /^sms\.workers\[#1\] must be/],
  [
    'broken prefixes',
    '{ "sms": { "workers": { "ana@x": { "prefixes": [] } } } }',
    /^sms\.workers\[#1\]\.prefixes must/,
  ],
  [
    'the channel twice',
    '{\n"sms": "+12",\n"sms": "+13"\n}',
    /^sms is in the mapping twice.* line 2/,
  ],
  [
    'the table twice',
    '{\n"sms": {\n"workers": {},\n"workers": {}\n} }',
    /^sms\.workers is in .* line 3/,
  ],
])('a mapping with %s is one clear error, and stays', async (_, mapping, message) => {
  writeFileSync(assetFile(), mapping);
  const told = async (work: () => unknown) => {
    try {
      return await work();
    } catch (error) {
      return error instanceof Error && error.message;
    }
  };
  for (const text of [
    await told(() => printWorkers({ channel: 'sms', assetsFolder: folder })),
    await told(() => readAgain(ONE)),
  ]) {
    expect(text).toMatch(message);
    expect(text).not.toMatch(/ana@|\n/);
  }
  expect(readFileSync(assetFile(), 'utf8')).toBe(mapping);
});

test('a folder without a mapping, and a file that is missing', async () => {
  const target = { channel: 'sms', assetsFolder: folder };
  expect(() => printWorkers(target)).toThrow(/^There is no /);
  writeFileSync(assetFile(), '{}');
  const file = path.join(folder, 'missing.csv');
  await expect(planWorkers({ ...target, file })).rejects.toThrow(`There is no file ${file}.`);
  await expect(planWorkers({ ...target, file: folder })).rejects.toThrow(
    / cannot be read \(EISDIR/,
  );
});

test.each([
  [{ channel: 'smss' }, /smss.*mean sms/],
  [{ channel: 'SMS' }, /SMS.*mean sms/],
  [{ channel: '$schema' }, /not a channel/],
  [{ channel: '' }, /not a channel/],
  [{ channel: 'workers' }, /not a channel/],
  [{ country: 'UK' }, /^--country UK is not a country code\. Write GB\.$/],
  [{ country: 'uk' }, /uk is not a country code\. Write GB\.$/],
  [{ country: 'XX' }, /XX is not a country code\. Write its two letters, such as GB\.$/],
  [{ country: '' }, /not a country code/],
])('%j is called wrongly', async (flags, message) => {
  const work = () => read('{ "$schema": "x" }', ONE, flags);
  await expect(work()).rejects.toThrow(UsageError);
  await expect(work()).rejects.toThrow(message);
});

test('an identity that a spreadsheet has rounded is refused, unless it has rules', async () => {
  const csv = 'worker,number\n1.23E+11,+14155552671\n';
  expect((await read('{}', csv)).summary).toEqual(['spreadsheet/identity']);
  const known = '{ "sms": { "workers": { "1.23E+11": "+14155552671" } } }';
  expect((await read(known, csv)).summary).toBe('0,0,0,1');
});

test.each([
  ['123', '00123'],
  ['100000', '1e5'],
  ['1.5', '1.50'],
])('the identity %s is refused where %s has rules', async (worker, known) => {
  const mapping = JSON.stringify({ sms: { workers: { [known]: '+14155552671' } } });
  const line = (one: string) => `worker,number\n${one},+14155552671\n`;
  expect((await read(mapping, line(worker))).summary).toEqual(['spreadsheet/identity']);
  expect((await read(mapping, line(known))).summary).toBe('0,0,0,1');
  expect((await read('{}', line(worker))).summary).toBe('1,0,0,0');
});

test('a channel of another name is added, and one that looks misspelt but is there is read', async () => {
  expect((await read('{}', 'worker,number\nana,desk\n', { channel: 'web' })).summary).toBe(
    '1,0,0,0',
  );
  expect(
    (await read('{"two words":{}}', 'worker,number\nana,desk\n', { channel: 'two words' })).summary,
  ).toBe('1,0,0,0');
  expect(
    (await read('{"smss":{}}', 'worker,number\nana,desk\n', { channel: 'smss' })).summary,
  ).toBe('1,0,0,0');
});

test('a spreadsheet of 300 lines is in the mapping, once what is wrong is mended', async () => {
  const team = teamOf300();
  const wrong = await read('{}', team.withAccidents, { country: 'gb' });
  expect(wrong.summary).toEqual(team.findings);
  expect(wrong.text).toBe('{}');

  const right = await readAgain(team.csv, { country: 'gb' });
  expect(right.summary).toBe(`${Object.keys(team.workers).length},0,0,0`);
  expect(JSON.parse(right.text).sms.workers).toEqual(team.workers);
  expect((await readAgain(printWorkers({ channel: 'sms', assetsFolder: folder }))).summary).toBe(
    `0,0,0,${Object.keys(team.workers).length}`,
  );
});
