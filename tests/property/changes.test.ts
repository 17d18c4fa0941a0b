import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type Change, changesBetween, movedShare } from '../../scripts/changes/changes';
import { changesJson, tellChanges } from '../../scripts/changes/report';
import { bareAddress, phoneNumber } from '../../src/address';
import { parseAsset, type UncheckedMapping } from '../../src/asset';
import { stickyAddress } from '../../src/pool';
import { isRecord, recordOf } from '../../src/record';
import { Refusal } from '../../src/refusal';
import { spellingsOf } from '../../src/spellings';
import { CUSTOMER_IDS, mapping, WORKERS } from '../support/arbitraries';
import { everyQuestion, given } from '../support/questions';

/** What stands at a key of an object, not what an object inherits. */
function at(table: unknown, key: string): unknown {
  return isRecord(table) && Object.hasOwn(table, key) ? table[key] : undefined;
}

/**
 * The group of a customer: of all prefixes that match a spelling of the number, the one that says
 * most about the first spelling. Where prefixes are in both spellings, one number has several.
 */
function prefixOf(channel: string, customer: string, rules: unknown[]): string | undefined {
  const [number, other = number] = spellingsOf({ channel, customerAddress: customer });
  const says = (key: string) =>
    number.startsWith(key) ? key.length : key.length + number.length - other.length;
  const [first] = rules
    .flatMap((one) => Object.keys(recordOf(at(one, 'prefixes'))))
    .filter((key) => /^\+[1-9]\d{0,14}$/.test(key))
    .filter((key) => number.startsWith(key) || other.startsWith(key))
    .sort((one, two) => says(two) - says(one) || two.length - one.length);
  return first;
}

/**
 * Tells whether a worker and a customer get another number, by the Function's own code, or that the
 * changes say otherwise.
 */
function compared(
  changes: Change[],
  [before, after]: [UncheckedMapping, UncheckedMapping],
  set: Record<string, string>,
  { channel, worker, customer }: { channel: string; worker: string; customer: string },
): 'moves' | 'stays' | 'otherwise' {
  const sides = [before, after].map((side) => at(side, channel));
  const own = sides.map((side) => at(at(side, 'workers'), worker));
  const prefix = prefixOf(channel, customer, [...sides, ...own]);
  const isWorker = own.some((rules) => rules !== undefined);
  const found = changes.filter(
    (change) =>
      change.channel === channel &&
      change.prefixes.includes(prefix) &&
      change.worker?.key === (isWorker ? worker : undefined),
  );
  const question = {
    Location: 'GetProxyAddress',
    ChannelType: channel,
    ChannelValue: customer,
    Worker: worker,
  };
  const [old, now] = [before, after].map((side) => {
    const choice = given(question, JSON.stringify(side), set);
    if (!(choice instanceof Refusal)) return [...choice.candidates].sort();
    return choice.code === 48027 ? [] : undefined;
  });
  // Nobody gets their own number.
  const spellings = spellingsOf({ channel, customerAddress: customer });
  const withoutOwn = (pool: string[] | undefined) =>
    pool?.filter((address) => !spellings.includes(bareAddress(address))).sort();
  const told = (change: Change) =>
    JSON.stringify([withoutOwn(change.before), withoutOwn(change.after)]);
  const isTold = found.some((change) => told(change) === JSON.stringify([old, now]));
  const isSame = JSON.stringify(old) === JSON.stringify(now);
  // In a country with two spellings, one prefix can begin numbers that have two and numbers that
  // have one. Then it stands in a change of each.
  const isAlone = channel !== 'whatsapp' || !/^(whatsapp:)?\+(52|54|55|225|229)/.test(customer);
  const isRight =
    (isTold || (isSame && (found.length === 0 || !isAlone))) &&
    (!isAlone || found.length <= 1) &&
    found.every((change) => change.moved === movedShare(change.before, change.after));
  return isRight ? (isSame ? 'stays' : 'moves') : 'otherwise';
}

type Pair = { channel: string; worker: string; customer: string };

/**
 * Asserts of each pair that the changes say what the Function does. It returns what the pairs do. One
 * expectation for all of them is fast.
 */
function expectAgreement(
  sides: [UncheckedMapping, UncheckedMapping],
  set: Record<string, string>,
  pairs: Pair[],
): ReturnType<typeof compared>[] {
  const changes = changesBetween(...sides, set);
  const all = pairs.map((pair) => compared(changes, sides, set, pair));
  expect(pairs.filter((_, index) => all[index] === 'otherwise')).toEqual([]);
  return all;
}

/** Every kind of pair that either mapping could answer in a way of its own. */
function pairsOf(sides: UncheckedMapping[], set: Record<string, string>): Pair[] {
  return sides
    .flatMap((side) => everyQuestion(side, set))
    .flatMap(({ ChannelType = '', Worker, ChannelValue = '' }) =>
      Worker !== undefined && phoneNumber(ChannelValue)
        ? [{ channel: ChannelType, worker: Worker, customer: ChannelValue }]
        : [],
    );
}

const variables = fc.record(
  { TWILIO_SMS_NUMBER: fc.constantFrom('+12025551234', 'two words', '+12, +13') },
  { requiredKeys: [] },
);

const asset = mapping.filter(isRecord).map((value) => parseAsset(JSON.stringify(value)));

test('of any two mappings, each pair gets what the changes say', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(asset, asset, variables, (before, after, set) => {
      const pairs = pairsOf([before, after], set);
      for (const one of expectAgreement([before, after], set, pairs)) seen.add(one);
    }),
    { numRuns: 100 },
  );
  expect([...seen].sort()).toEqual(['moves', 'stays']);
});

const address = fc.constantFrom('+442071838750', '+442071838751', '+14155552671', '+14155552672');
const pool = fc.uniqueArray(address, { minLength: 1, maxLength: 3 });

/** A right route whose prefixes are these. */
const routeOf = (...prefixes: string[]) =>
  fc.record(
    { default: pool, prefixes: fc.dictionary(fc.constantFrom(...prefixes), pool) },
    { requiredKeys: [] },
  );

/** A right mapping of one channel, with a worker. */
const rightMapping = (channel: string, ...prefixes: string[]) =>
  fc
    .tuple(routeOf(...prefixes), fc.dictionary(fc.constant('ana'), routeOf(...prefixes)))
    .map(([route, workers]) => ({ [channel]: { ...route, workers } }));

/** Each customer with the worker of the mapping, and with another. */
const pairsWith = (channel: string, customers: string[]) =>
  customers.flatMap((customer) => ['ana', 'bo'].map((worker) => ({ channel, worker, customer })));

const digits = (length: number) =>
  fc.stringMatching(new RegExp(`^[0-9]{${length}}$`)).filter((text) => text.length === length);

test('of a prefix that longer ones divide up, each customer gets what the changes say', () => {
  const prefixes = Array.from({ length: 10 }, (_, digit) => `+1${digit}`);
  const one = rightMapping('sms', '+1', '+4', ...prefixes);
  const customer = digits(10).map((rest) => `+1${rest}`);
  fc.assert(
    fc.property(one, one, fc.array(customer, { minLength: 5 }), (before, after, customers) => {
      expectAgreement([before, after], {}, pairsWith('sms', customers));
    }),
    { numRuns: 100 },
  );
});

/** Prefixes and customers of the countries whose numbers have two spellings, each in both. */
const BEGINNINGS = [
  ...['+52', '+521', '+525', '+5215', '+5255', '+52155', '+5299', '+52199', '+521990'],
  ...['+54', '+549', '+5411', '+5491', '+54911', '+549112', '+54112'],
  ...['+55', '+5511', '+55119', '+551196', '+55116', '+55112', '+551192', '+5521', '+55219'],
  ...['+225', '+22507', '+2250707', '+22501', '+2254', '+225014', '+22547', '+22505'],
  ...['+229', '+22901', '+229019', '+2299', '+22997', '+2290197', '+2292'],
];

const possible = (number: string) =>
  spellingsOf({ channel: 'whatsapp', customerAddress: number }).some(
    (one) =>
      parsePhoneNumberFromString(one)?.isValid() && parsePhoneNumberFromString(one)?.number === one,
  );

test('of WhatsApp numbers with two spellings, each customer gets what the changes say', () => {
  const one = fc
    .uniqueArray(fc.constantFrom(...BEGINNINGS), { minLength: 1, maxLength: 6 })
    .chain((prefixes) => rightMapping('whatsapp', ...prefixes));
  const customer = fc
    .tuple(fc.constantFrom(...BEGINNINGS), fc.constantFrom(11, 12, 13, 14), digits(12))
    .map(([start, length, rest]) => (start + rest).slice(0, length))
    .filter(possible);
  const seen = new Set<string>();
  fc.assert(
    fc.property(one, one, fc.array(customer, { minLength: 5 }), (before, after, customers) => {
      const pairs = pairsWith('whatsapp', customers);
      for (const one of expectAgreement([before, after], {}, pairs)) seen.add(one);
    }),
    { numRuns: 120 },
  );
  expect([...seen].sort()).toEqual(['moves', 'stays']);
});

test('the share that moves is the share that is told, within four standard errors', () => {
  const numbers = fc.uniqueArray(fc.stringMatching(/^\+[1-9]\d{9}$/), {
    minLength: 1,
    maxLength: 8,
  });
  const pairs = 1_000;
  fc.assert(
    fc.property(numbers, numbers, fc.nat({ max: 7 }), fc.string(), (old, others, kept, salt) => {
      const now = [...new Set([...old.slice(0, kept), ...others])];
      const [change] = changesBetween({ sms: old }, { sms: now }, {});
      const told = change?.moved ?? 0;
      const moved = Array.from({ length: pairs }, (_, index) => `${salt}${index}`).filter(
        (pair) => stickyAddress(old, pair) !== stickyAddress(now, pair),
      ).length;
      const error = Math.sqrt((told * (1 - told)) / pairs);
      expect(Math.abs(moved / pairs - told)).toBeLessThanOrEqual(4 * error);
    }),
    // Always the same draws: of others, one would be beyond four standard errors now and then.
    { seed: 7, numRuns: 20 },
  );
});

/** Identities that are no addresses, which are shown. */
const PERSONAL = [...WORKERS, ...CUSTOMER_IDS]
  .filter((identity) => !identity.startsWith('+'))
  .map((identity) => JSON.stringify(identity).slice(1, -1));

test('no identity is told without --identities', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(asset, asset, variables, (before, after, set) => {
      const changes = changesBetween(before, after, set);
      const told = (identities: boolean) => [
        ...tellChanges(changes, 'HEAD', { all: true, identities }).map(
          ({ message }) => `${message}`,
        ),
        changesJson(changes, 'HEAD', identities),
      ];
      const isIn = (texts: string[]) => PERSONAL.filter((name) => texts.join().includes(name));
      expect(isIn(told(false))).toEqual([]);
      for (const name of isIn(told(true))) seen.add(name);
    }),
    { numRuns: 200 },
  );
  expect(seen.size).toBeGreaterThan(1);
});
