import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { Place } from '../../scripts/mapping/place';
import { finding } from '../../scripts/terminal/finding';
import { printFindings, readingOf, textOf } from '../../scripts/terminal/print';
import { usePrinted } from '../support/printed';

const IN_A_LOG = { all: false, identities: false };
const AT_A_TERMINAL = { all: false, identities: true };
const ALL = { all: true, identities: false };

const place = (index: number): Place => ({
  name: `sms.workers[#${index}]`,
  position: () => `${index + 4}`,
  counted: [`worker-${index}@example.com`],
});
const places = (count: number) => Array.from({ length: count }, (_, index) => place(index + 1));

const printed = usePrinted();

describe('a finding', () => {
  test.each([
    [
      finding('pool/empty', place(1)),
      '✘ sms.workers[#1], line 5: must hold at least one address (48026)',
    ],
    [finding('pool/duplicate', { name: 'X' }), '⚠ X: is a duplicate in this pool'],
    [finding('account/failed', [], 'signatures', 'No.'), '– Not checked: signatures. No.'],
  ])('is one line: its level, its place, its sentence', (found, text) => {
    expect(textOf(found, IN_A_LOG)).toBe(text);
  });

  test('at three places names each, at more the first three and how many more', () => {
    const duplicates = (count: number) => finding('pool/duplicate', places(count));
    const three = 'sms.workers[#1], line 5; sms.workers[#2], line 6; sms.workers[#3], line 7';
    expect(textOf(duplicates(3), IN_A_LOG)).toBe(`⚠ ${three}: is a duplicate in this pool`);
    expect(textOf(duplicates(4), IN_A_LOG)).toBe(`⚠ ${three}; 1 more: is a duplicate in this pool`);
    expect(textOf(duplicates(4), ALL)).toBe(
      `⚠ ${three}; sms.workers[#4], line 8: is a duplicate in this pool`,
    );
  });

  test('names whose place it is to a person alone', () => {
    const found = finding('worker/unknown', place(1));
    expect(textOf(found, AT_A_TERMINAL)).toContain(
      'sms.workers[#1] ("worker-1@example.com"), line 5:',
    );
    expect(textOf(found, IN_A_LOG)).toContain('sms.workers[#1], line 5:');
    expect(textOf(found, ALL)).not.toContain('example.com');
  });

  test('holds nothing that a terminal obeys', () => {
    const odd = { ...place(1), name: 'sms\u001b[2J', counted: ['ana\u202e@example.com\u0007'] };
    const text = textOf({ ...finding('worker/unknown', odd), written: 'a\u009bb' }, AT_A_TERMINAL);
    expect(text).not.toMatch(/\p{Cc}|\p{Cf}/u);
    expect(text).toMatch(/^⚠ sms\\u\{1b\}\[2J \("ana\\u\{202e\}@example.com.*"a\\u\{9b\}b"/);
  });
});

describe('what somebody wrote', () => {
  const textFor = (written: unknown, reading = IN_A_LOG) =>
    textOf({ ...finding('pool/duplicate', { name: 'sms' }), written }, reading);

  test.each([
    ['+12025551234', '"+12025551234"'],
    ['+1 (202) 555\u20111234', '"+1 (202) 555\u20111234"'],
    ['whatsapp:+12', '"whatsapp:+12"'],
    ['', '""'],
    [7, '7'],
    [null, 'null'],
    [['+12025551234'], '[…]'],
    [{ ana: '+12' }, '{…}'],
    // It may be an identity at the wrong place.
    ['ana@example.com', '(hidden)'],
    ['ana', '(hidden)'],
    ['sip:ana', '(hidden)'],
  ])('%j is shown as %s in a log', (written, shown) => {
    expect(textFor(written)).toBe(`⚠ sms: ${shown} is a duplicate in this pool`);
  });

  test('is shown to a person as it is', () => {
    expect(textFor('ana@example.com', AT_A_TERMINAL)).toContain('"ana@example.com" is');
  });
});

describe('many findings', () => {
  const many = (count: number, code: 'pool/duplicate' | 'pool/empty' = 'pool/duplicate') =>
    places(count).map((one) => finding(code, one));

  test('of one kind: 50 are shown', () => {
    printFindings(many(50), IN_A_LOG);
    expect(printed).toHaveLength(50);
  });

  test('of one kind: of more than 50 the first 50, and how many more', () => {
    printFindings(many(52), IN_A_LOG);
    expect(printed).toHaveLength(51);
    expect(printed[49]).toContain('sms.workers[#50]');
    expect(printed[50]).toMatch(/^⚠ 2 more like “is a duplicate.*…”\. Show them with --all\.$/);
  });

  test('each kind has its own 50', () => {
    printFindings([...many(40), ...many(40, 'pool/empty')], IN_A_LOG);
    expect(printed).toHaveLength(80);
  });

  test('all are shown to whoever asks for all', () => {
    printFindings(many(52), ALL);
    expect(printed).toHaveLength(52);
    expect(printed[51]).toContain('sms.workers[#52]');
  });
});

describe('the line that a fault stands in', () => {
  const textFor = (line: string, column: number, length: number, reading = IN_A_LOG) =>
    textOf(
      {
        ...finding('asset/invalid-json', { name: 'file' }, 'why'),
        excerpt: { line, column, length },
      },
      reading,
    )
      .split('\n')
      .slice(1);

  test('names nobody in a log, and keeps what makes it readable', () => {
    const line = '{"workers": {"ana@example.com": "+12025551234", "+44": x}}';
    const [shown] = textFor(line, 53, 1);
    expect(shown).toBe('    "···············": "············", "+44": ·}}');
    expect(textFor(line, 20, 1, AT_A_TERMINAL)[0]).toContain('"ana@example.com": "+12025551234"');
  });

  test('is marked below the fault, as wide as that is', () => {
    expect(textFor('{ "sms" "x" }', 8, 3)).toEqual(['    { "sms" "·" }', `${' '.repeat(12)}^^^`]);
    expect(textFor('\t"sms" "x"', 7, 1)).toEqual(['     "sms" "·"', `${' '.repeat(11)}^`]);
  });

  test('is cut around the fault where it is long', () => {
    const line = `{ "sms": "${'x'.repeat(500)}" "chat": "${'y'.repeat(500)}" }`;
    expect(textFor(line, 511, 400, AT_A_TERMINAL)).toEqual([
      `    ${'x'.repeat(39)}" "chat": "${'y'.repeat(30)}`,
      `    ${' '.repeat(40)}${'^'.repeat(40)}`,
    ]);
  });
});

describe('a person reads', () => {
  const { isTTY: was } = process.stdout;
  afterEach(() => {
    process.stdout.isTTY = was;
  });

  test.each([
    [true, undefined, true],
    [true, '', true],
    [true, 'true', false],
    [false, undefined, false],
  ])('terminal %s, CI=%s: %s', (isTTY, CI, personal) => {
    jest.replaceProperty(process, 'env', { ...process.env, CI });
    process.stdout.isTTY = isTTY;
    expect(readingOf({}).identities).toBe(personal);
    expect(readingOf({ json: true }).identities).toBe(false);
    expect(readingOf({ json: true, identities: true }).identities).toBe(true);
  });
});
