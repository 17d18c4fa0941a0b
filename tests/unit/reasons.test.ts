import { expect, test } from '@jest/globals';
import type { Known } from '../../scripts/callback/account';
import { reasons } from '../../scripts/callback/reasons';
import { finding } from '../../scripts/terminal/finding';
import { choose } from '../../src/proxy-address';
import { parseQuestion } from '../../src/question';
import { Refusal } from '../../src/refusal';

/** What this worker always gets for this customer, and the other one. */
const [USUAL, OTHER] = ['+12025551231', '+12025551230'];
const DECIDES = finding('rule/decides', [], 'Decided by sms: a pool.');

/** What it says of an address that the Function gives, behind the rule that decides. */
function reasonsFor(proxyAddress: string | undefined, known: Known, pool: unknown, asks: boolean) {
  const question = parseQuestion({
    ...{ Location: 'GetProxyAddress', ChannelType: 'sms' },
    ...{ ChannelValue: '+14155552671', Worker: 'ana' },
  });
  const given = choose(question, { value: pool, place: () => 'sms' });
  const [first, ...others] = reasons({ given, asks, findings: [DECIDES] }, known, proxyAddress);
  expect(first).toBe(DECIDES);
  return others.map(({ code, values, level }) => [code, level, ...values]);
}

const POOL = [USUAL, OTHER];

test.each<[string, string, Known]>([
  ['it is taken', OTHER, { taken: [USUAL] }],
  ['it is taken', OTHER, { taken: [USUAL], isOwn: false }],
  [
    'this worker already uses the given address with this customer',
    OTHER,
    { taken: [OTHER], isOwn: true },
  ],
  [
    'this worker already uses the given address with this customer',
    OTHER,
    { taken: [USUAL, OTHER], isOwn: true },
  ],
  ['it was taken when the Function asked', OTHER, { taken: [] }],
  // Nobody could be asked.
  ['it is taken, or this worker already uses another with this customer', OTHER, {}],
])('the usual address is another, but %s', (why, address, known) => {
  expect(reasonsFor(address, known, POOL, true)).toEqual([['rule/asked', 'reason', USUAL, why]]);
});

test.each<[string | undefined, Known, boolean]>([
  [USUAL, { taken: [] }, true],
  [USUAL, { taken: [OTHER] }, false],
  // It is this worker's own conversation.
  [USUAL, { taken: [USUAL], isOwn: true }, true],
  [USUAL, {}, true],
  // What is deployed is not what is here: that is another finding.
  ['+12025551239', { taken: [] }, true],
  [OTHER, { taken: [] }, false],
  [undefined, {}, true],
])('of %s, %j there is nothing to say', (address, known, asks) => {
  expect(reasonsFor(address, known, POOL, asks)).toEqual([]);
});

test('of a refusal there is nothing to say', () => {
  const given = new Refusal(403, 48026, 'Own.');
  const explanation = { given, asks: true, findings: [DECIDES] };
  expect(reasons(explanation, { taken: [USUAL] }, USUAL)).toEqual([DECIDES]);
});

const TAKEN = { taken: [USUAL, OTHER] };

test.each([
  [false, 'pool/ask'],
  [true, 'pool/not-told'],
])('what helps where another address of the pool is free, asking: %p', (asks, code) => {
  expect(reasonsFor(USUAL, { taken: [USUAL] }, POOL, asks)).toEqual([[code, 'warning']]);
});

test.each<[unknown, boolean, unknown[]]>([
  [POOL, false, ['pool/taken', 'warning', 'sms']],
  [POOL, true, ['pool/taken', 'warning', 'sms']],
  // One address, in whatever form, is a pool of one.
  [USUAL, false, ['pool/taken', 'warning', 'sms']],
  [[USUAL], true, ['pool/taken', 'warning', 'sms']],
  [[USUAL, USUAL], false, ['pool/taken', 'warning', 'sms']],
  [[USUAL, USUAL], true, ['pool/taken', 'warning', 'sms']],
  // So is one beside the customer's own.
  [[USUAL, '+14155552671'], false, ['pool/taken', 'warning', 'sms']],
])('what helps where an address of %j is taken, asking: %p', (pool, asks, wayOut) => {
  expect(reasonsFor(USUAL, TAKEN, pool, asks)).toEqual([wayOut]);
});
