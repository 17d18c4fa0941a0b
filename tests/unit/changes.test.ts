import { describe, expect, test } from '@jest/globals';
import { changesBetween, movedShare } from '../../scripts/changes/changes';
import { changesJson, changesMarkdown, tellChanges } from '../../scripts/changes/report';
import type { UncheckedMapping } from '../../src/asset';

const READING = { all: false, identities: false };

function told(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  reading = READING,
): string[] {
  const findings = tellChanges(changesBetween(before, after, {}), 'HEAD', reading);
  return findings.map(({ message }) => `${message}`);
}

const KEPT = 'Compared with HEAD. Open conversations keep their address.';
const [A, B, C, D, E] = ['+442071838750', '+442071838751', '+12', '+13', '+14'] as const;

describe('the share that moves', () => {
  test.each([
    [[A], [A], 0],
    [[A, B], [B, A], 0],
    [[A], [B], 1],
    [[A], [A, B], 0.5],
    [[A, B, C], [A, B, C, D], 0.25],
    [[A, B], [B, C], 1 - 1 / 3],
    [[A], undefined, 1],
    [undefined, [A], 1],
    [undefined, undefined, 0],
  ])('from %j to %j: %d', (before, after, moved) => {
    expect(movedShare(before, after)).toBeCloseTo(moved, 12);
  });
});

describe('in sentences', () => {
  test('a pool that grows, for customers of a prefix', () => {
    const before = { sms: { default: C, prefixes: { '+44': A } } };
    const after = { sms: { default: C, prefixes: { '+44': [A, B] } } };
    expect(told(before, after)).toEqual([
      `sms, anybody else, customers +44…: from ${A} to a pool of 2; every second new conversation gets the other number`,
      KEPT,
    ]);
  });

  test.each([
    [[A], [B], `from ${A} to ${B}; every new conversation gets the new number`],
    [[A], [B, C], `from ${A} to a pool of 2; every new conversation gets another number`],
    [[A, B], [A], `from a pool of 2 to ${A}; every second new conversation gets the other number`],
    [
      [A, B],
      [A, B, C],
      'from a pool of 2 to a pool of 3; about one in three new conversations gets another number',
    ],
    [
      [A, B, C],
      [A, B, C, D],
      'from a pool of 3 to a pool of 4; about one in four new conversations gets another number',
    ],
    [
      [A, B],
      [A, B, C, D],
      'from a pool of 2 to a pool of 4; every second new conversation gets another number',
    ],
    [
      [A, B],
      [A, C],
      'from a pool of 2 to a pool of 2; 67% of new conversations get another number',
    ],
    [
      [A, B, C, D],
      [A, B, C, E],
      'from a pool of 4 to a pool of 4; 40% of new conversations get another number',
    ],
    [[], [A], `was refused, now gets ${A}`],
    [[], [A, B], 'was refused, now gets one of 2'],
    [[A, B], [], 'is refused from now on (was one of 2)'],
    [[A], [], `is refused from now on (was ${A})`],
  ])('from %j to %j', (before, after, sentence) => {
    expect(told({ sms: before }, { sms: after })).toEqual([`sms, anybody else: ${sentence}`, KEPT]);
  });

  test('a refusal to come is a warning', () => {
    const levels = (before: object, after: object) =>
      tellChanges(changesBetween({ ...before }, { ...after }, {}), 'HEAD', READING).map(
        ({ level }) => level,
      );
    expect(levels({ sms: A }, {})).toEqual(['warning', 'reason']);
    expect(levels({}, { sms: A })).toEqual(['reason', 'reason']);
  });

  test('the largest share first', () => {
    const before = { sms: { default: [A, B, C], prefixes: { '+44': [A, B], '+1': A } } };
    const after = { sms: { default: [A, B, C, D], prefixes: { '+44': [A], '+1': B } } };
    const shares = told(before, after).map(
      (sentence) => /\+1…|\+44…|other cust/.exec(sentence)?.[0],
    );
    expect(shares).toEqual(['+1…', '+44…', 'other cust', undefined]);
  });

  test('other customers last of the same people, whatever their share', () => {
    const rules = (standard: string, ...british: string[]) => ({
      default: standard,
      prefixes: { '+44': british },
      workers: { ana: { default: standard, prefixes: { '+33': british } }, bo: standard },
    });
    const before = { sms: rules(C, A), whatsapp: A };
    const after = { sms: rules(D, A, B), whatsapp: [A, B] };
    const people = told(before, after).map((sentence) => sentence.split(': ')[0]);
    expect(people).toEqual([
      'sms, anybody else, customers +44…',
      'sms, anybody else, other customers',
      'sms.workers[#1], customers +33…',
      'sms.workers[#1], customers +44…, other customers',
      'sms.workers[#2], all customers',
      'whatsapp, anybody else',
      KEPT,
    ]);
  });

  test('together what changes alike: workers, prefixes', () => {
    const workers = (pool: unknown) =>
      Object.fromEntries(['ana', 'bo', 'cy', 'dee', 'eve'].map((name) => [name, pool]));
    const prefixes = { '+44': B, '+33': B };
    const before = { sms: { prefixes, workers: workers(A) } };
    const after = { sms: { prefixes: { '+44': C, '+33': C }, workers: workers([A, C]) } };
    expect(told(before, after)).toEqual([
      `sms, anybody else, customers +44…, +33…: from ${B} to ${C}; every new conversation gets the new number`,
      `sms.workers[#1]; sms.workers[#2]; sms.workers[#3]; 2 more, all customers: from ${A} to a pool of 2; every second new conversation gets the other number`,
      KEPT,
    ]);
    expect(told(before, after, { all: true, identities: true })[1]).toMatch(
      /^sms.workers\[#1\] \("ana"\); .*; sms.workers\[#5\] \("eve"\), all customers: /,
    );
  });

  test('apart what looks alike: the fourth prefix is another one', () => {
    const rules = (last: string, number: string) => ({
      prefixes: { '+31': number, '+32': number, '+33': number, [last]: number },
    });
    const side = (number: string) => ({
      sms: { workers: { ana: rules('+34', number), bo: rules('+35', number) } },
    });
    expect(told(side(A), side(B))).toEqual([
      expect.stringMatching(/^sms.workers\[#1\], customers \+31…, \+32…, \+33…, 1 more: /),
      expect.stringMatching(/^sms.workers\[#2\], customers \+31…, \+32…, \+33…, 1 more: /),
      KEPT,
    ]);
  });

  test('workers who come and go, at their place', () => {
    const before = { sms: { default: A, workers: { ana: B, bo: B } } };
    const after = { sms: { default: A, workers: { cy: C, bo: B } } };
    expect(told(before, after)).toEqual([
      `sms.workers[#1]: from ${A} to ${C}; every new conversation gets the new number`,
      `sms.workers[#1] (removed): from ${B} to ${A}; every new conversation gets the new number`,
      KEPT,
    ]);
  });

  test('a long prefix may be somebody’s number, and an unknown channel somebody’s name', () => {
    const before = { sms: { prefixes: { '+14155552671': A } }, 'ana@example.com': A };
    const after = { sms: { prefixes: { '+14155552671': B } }, 'ana@example.com': 'bo@example.com' };
    const hidden = told(before, after);
    expect(hidden[0]).toMatch(/^sms, anybody else, customers \+141555…: /);
    expect(hidden[1]).toMatch(/^…, anybody else: .* to …; /);
    const shown = told(before, after, { all: false, identities: true });
    expect(shown[0]).toMatch(/, customers \+14155552671…: /);
    expect(shown[1]).toMatch(/^ana@example.com, anybody else: .* to bo@example.com; /);
  });

  test.each([
    ['nothing changes', { sms: A }, { sms: A }],
    ['the order of a pool', { sms: [A, B] }, { sms: [B, A] }],
    ['another way to write it', { whatsapp: A }, { whatsapp: { default: [`whatsapp:${A}`] } }],
    ['a schema', {}, { $schema: 'x' }],
    ['a channel that nobody can ask for', {}, { default: A, '': A }],
    [
      'a prefix that matches no number',
      { sms: { default: A, prefixes: {} } },
      { sms: { default: A, prefixes: { 44: B } } },
    ],
    ['a worker who gets what all get', { sms: A }, { sms: { default: A, workers: { ana: A } } }],
  ])('nobody is affected: %s', (_, before, after) => {
    expect(told(before, after)).toEqual([
      'Nobody is affected: every new conversation gets the same number as with HEAD.',
    ]);
  });
});

describe('as JSON', () => {
  const before = { sms: { default: A, prefixes: { '+44': A }, workers: { ana: C, bo: C } } };
  const after = { sms: { default: A, prefixes: { '+44': [A, B] }, workers: { bo: D } } };
  const rows = (identities: boolean) =>
    JSON.parse(changesJson(changesBetween(before, after, {}), 'HEAD', identities)).changes;

  test('each worker and prefix, a worker by the place', () => {
    const sms = { channel: 'sms', before: [C] };
    expect(rows(false)).toStrictEqual([
      { worker: 'sms.workers[#1]', prefix: null, ...sms, after: [D], moved: 1 },
      { worker: 'sms.workers[#1]', prefix: '+44', ...sms, after: [D], moved: 1 },
      { worker: 'sms.workers[#1]', prefix: null, ...sms, after: [A], moved: 1 },
      { worker: 'sms.workers[#1]', prefix: '+44', ...sms, after: [A, B], moved: 1 },
      { channel: 'sms', worker: null, prefix: '+44', before: [A], after: [A, B], moved: 0.5 },
    ]);
  });

  test('with identities', () => {
    const workers = rows(true).map(({ worker }: { worker: unknown }) => worker);
    expect(workers).toEqual(['bo', 'bo', 'ana', 'ana', null]);
  });

  test('a refusal is null', () => {
    const changes = changesBetween({ sms: A }, { sms: { default: 'x' } }, {});
    expect(JSON.parse(changesJson(changes, 'HEAD', false))).toStrictEqual({
      from: 'HEAD',
      changes: [{ channel: 'sms', worker: null, prefix: null, before: [A], after: null, moved: 1 }],
    });
  });
});

test('a channel that a variable sets does not change by the asset', () => {
  const [before, after] = [
    { sms: A, whatsapp: A },
    { sms: B, whatsapp: B },
  ];
  const changes = changesBetween(before, after, { TWILIO_SMS_NUMBER: C });
  expect(changes.map(({ channel }) => channel)).toEqual(['whatsapp']);
});

test('on WhatsApp, a prefix without the digit that all its numbers have there changes nothing', () => {
  const before = { whatsapp: { default: A, prefixes: { '+521': B, '+52': C } } };
  const after = { whatsapp: { default: A, prefixes: { '+521': B, '+52': D } } };
  expect(changesBetween(before, after, {})).toEqual([]);
  expect(changesBetween({ sms: before.whatsapp }, { sms: after.whatsapp }, {})).toHaveLength(1);
});

test('a prefix that leaves all its customers to longer ones changes nothing', () => {
  const longer = Object.fromEntries([...'0123456789'].map((digit) => [`+44${digit}`, A]));
  const before = { sms: { default: A, prefixes: { '+44': B, ...longer } } };
  const after = { sms: { default: A, prefixes: { '+44': C, ...longer } } };
  expect(changesBetween(before, after, {})).toEqual([]);
  const { '+447': _, ...others } = longer;
  const partly = { sms: { default: A, prefixes: { '+44': C, ...others } } };
  expect(changesBetween(before, partly, {})).toMatchObject([{ prefixes: ['+447'], after: [C] }]);
});

test('beside prefixes for all numbers there are customers without one', () => {
  const prefixes = Object.fromEntries([...'123456789'].map((digit) => [`+${digit}`, A]));
  const changes = changesBetween(
    { sms: { default: A, prefixes } },
    { sms: { default: B, prefixes } },
    {},
  );
  expect(changes).toMatchObject([{ prefixes: [undefined], before: [A], after: [B] }]);
});

describe('what the Function refuses', () => {
  const told = (before: object, after: object) =>
    changesBetween({ ...before }, { ...after }, {}).map(({ worker, prefixes, after: pool }) => [
      worker?.key,
      prefixes,
      pool,
    ]);

  test.each([[['ana@x']], ['ana'], [null]])('every worker, by a table like %j', (workers) => {
    const rules = { default: A, workers: { ana: B } };
    expect(told({ sms: rules }, { sms: { default: A, workers } })).toEqual([
      [undefined, [undefined], undefined],
      ['ana', [undefined], undefined],
    ]);
    expect(told({ sms: { default: A } }, { sms: { default: A, workers } })).toHaveLength(1);
    expect(told({ sms: { default: A, workers: {} } }, { sms: { default: A } })).toEqual([]);
  });

  test.each([[['+44']], ['+44'], [null]])('numbers alone, by prefixes like %j', (prefixes) => {
    const side = (rules: object) => ({ chat: { default: 'desk', ...rules } });
    expect(told(side({}), side({ prefixes }))).toEqual([[undefined, [undefined], undefined]]);
    expect(told(side({}), side({ default: 'x', prefixes }))).toEqual([
      [undefined, [undefined], undefined],
      [undefined, [''], ['x']],
    ]);
    const own = { workers: { ana: { default: 'desk', prefixes } } };
    expect(told(side({}), side(own))).toEqual([['ana', [undefined], undefined]]);
    // By SMS, each customer has a number.
    const sms = changesBetween({ sms: A }, { sms: { default: A, prefixes } }, {});
    expect(sms).toMatchObject([{ isForAll: true, after: undefined }]);
  });
});

describe('on WhatsApp, where a prefix can match either spelling', () => {
  const side = (prefixes: object) => ({ whatsapp: { default: D, prefixes } });
  const told = (before: object, after: object) =>
    changesBetween(side(before), side(after), {}).map(({ prefixes, ...pools }) => [
      ...prefixes,
      ...[pools.before, pools.after].map((pool) => pool?.join().replaceAll('whatsapp:', '')),
    ]);

  test('customers of whom only some have the longer one are told', () => {
    const kept = { '+521990': C };
    expect(told({ '+5299': A, ...kept }, { '+5299': B, ...kept })).toEqual([['+5299', A, B]]);
  });

  test('customers who had a prefix of the other spelling are not told as others', () => {
    expect(told({ '+5411': A }, { '+549': C })).toEqual([
      ['+5411', A, C],
      ['+549', D, C],
    ]);
  });

  test('the prefix that says more about a number names the customers', () => {
    expect(told({ '+5411': A }, { '+5491': C })).toEqual([['+5411', A, C]]);
  });

  test('one prefix in two spellings is one', () => {
    expect(told({ '+5411': A }, { '+54911': A })).toEqual([]);
  });

  test('a landline is somebody else', () => {
    const kept = { '+55119': C };
    expect(told({ '+5511': A, ...kept }, { '+5511': B, ...kept })).toEqual([['+5511', A, B]]);
  });
});

describe('many workers who get an address each', () => {
  const workers = (from: number, count = 5) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`w${index}`, `+4420718387${from + index}`]),
    );
  const side = (own: object, channel = 'sms') => ({ [channel]: { default: A, workers: own } });

  test('are told together', () => {
    expect(told(side({}), side(workers(50)))).toEqual([
      `sms.workers[#2]; sms.workers[#3]; sms.workers[#4]; 1 more: from ${A} to an address of their own; every new conversation gets the new number`,
      KEPT,
    ]);
    expect(told(side(workers(50)), side(workers(60)))[0]).toMatch(
      /; 2 more: from an address of their own to an address of their own; /,
    );
    expect(told({ sms: { workers: {} } }, { sms: { workers: workers(50) } })[0]).toMatch(
      /; 2 more: was refused, now gets an address of their own$/,
    );
  });

  test('are told apart if they are few, or if everything is to be shown', () => {
    expect(told(side({}), side(workers(51, 3)))).toHaveLength(4);
    const all = { all: true, identities: false };
    expect(told(side({}), side(workers(51)), all)).toHaveLength(6);
  });
});

test('as Markdown, a table without what Markdown reads otherwise', () => {
  const before = { sms: { default: [A, B], prefixes: { '+44': A } }, chat: 'a|b<i>*_`[x]' };
  const after = { sms: { default: [A, B, C], prefixes: { '+44': B } }, chat: 'desk' };
  const table = (identities: boolean, to: UncheckedMapping = after) =>
    changesMarkdown(changesBetween(before, to, {}), 'HEAD', { all: false, identities });
  expect(table(true)).toBe(
    [
      '| Who | Customers | From | To | Share |',
      '| --- | --- | --- | --- | --- |',
      `| sms, anybody else | customers +44… | ${A} | ${B} | 100% |`,
      '| sms, anybody else | other customers | a pool of 2 | a pool of 3 | 33% |',
      '| chat, anybody else | all customers | a\\|b\\<i>\\*\\_\\`\\[x\\] | desk | 100% |',
      '',
      KEPT,
    ].join('\n'),
  );
  const refused = { ...after, chat: { workers: { 'ana@example.com': 'desk' } } };
  expect(table(false, refused)).not.toContain('ana@');
  expect(table(false, refused)).toContain('| refused | 100% |');
  expect(table(false, before)).toMatch(/^Nobody is affected: /);
});

test('a worker without a default gets what anybody gets, but for the own prefixes', () => {
  const side = (standard: string, british: string) => ({
    sms: { default: standard, workers: { ana: { prefixes: { '+44': british } } } },
  });
  const told = changesBetween(side(A, C), side(B, D), {});
  expect(told.map(({ worker, prefixes, after }) => [worker?.key, prefixes, after])).toEqual([
    [undefined, [undefined], [B]],
    ['ana', ['+44'], [D]],
    ['ana', [undefined], [B]],
  ]);
});
