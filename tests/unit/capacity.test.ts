import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { PRIVATE_ASSET_BYTES } from '../../scripts/twilio/limits';

const document = readFileSync('docs/deploy.md', 'utf8');

/** Every worker starts one conversation within so many seconds. */
const MORNING = 15 * 60;

/** The number that the document states as a limit or a measure. */
function stated(name: string): number {
  const row = document.split('\n').find((line) => line.startsWith(`| ${name} | `));
  return Number.parseFloat(row?.split(' | ')[1] ?? '');
}

const AT_ONCE = stated('invocations at once, for each Service of Functions');
const NEW = stated('new conversations, for each service of Conversations (classic)');
const SMS = stated('SMS, for each number');
const WITHOUT_ASKING = stated('an answer without asking Conversations');
const WITH_ASKING = stated('an answer with asking Conversations');

/** A worker with a number, as in the mapping. */
const LINE = '      "firstname.lastname.000000@example.com": "+12025550100",\n';

const round = (value: number) => Number(value.toPrecision(value < 1 ? 1 : 3));

test('the document tells what a busy morning takes', () => {
  const rows = [300, 10_000, 100_000].map((workers) => {
    const rate = workers / MORNING;
    const cells = [
      ...[workers.toLocaleString('en'), rate < 1 ? round(rate) : Math.round(rate)],
      // Little's law: how many are there at once is how often they come, times how long they stay.
      ...[Math.ceil(rate * WITHOUT_ASKING), Math.ceil(rate * WITH_ASKING), Math.ceil(rate / SMS)],
      `${Number(((workers * LINE.length) / 1e6).toPrecision(1))} MB`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  expect(document).toContain(rows.join('\n'));
});

test('the document tells which limit is reached first', () => {
  const limits: [number, string][] = [
    [SMS * MORNING, ' for each number | SMS |'],
    [(AT_ONCE / WITH_ASKING) * MORNING, ' | invocations at once, asking |'],
    [NEW * MORNING, ' | new conversations |'],
    [(AT_ONCE / WITHOUT_ASKING) * MORNING, ' | invocations at once |'],
    [Math.floor(PRIVATE_ASSET_BYTES / LINE.length / 1000) * 1000, ' | the mapping of 10 MB |'],
  ];
  const told = document.match(/^\| [\d,]+ workers.*?\|.*?\|/gm);
  expect(told).toEqual(
    limits.map(([workers, by]) => `| ${Math.floor(workers).toLocaleString('en')} workers${by}`),
  );
  expect(limits).toEqual([...limits].sort(([a], [b]) => a - b));
});
