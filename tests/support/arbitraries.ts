import fc from 'fast-check';
import { FORMS, type Kind, RULES } from '../../scripts/mapping/forms';
import { HOSTILE_REQUESTS } from './hostile-corpus';

/** Names that a careless look-up finds on every object. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

/** Personal data. Each text is so long that it does not occur anywhere by chance. */
export const CUSTOMERS = ['+14155550199', 'whatsapp:+447700900199', 'customer-of-ours'];
export const CUSTOMER_IDS = ['crm-id-of-a-customer', '+14155550199'];
export const WORKERS = ['ana@example.com', 'worker\nof two lines', '+14155550199'];

const junk = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('', ' ', '+', 'two words'));

/** Mostly right addresses. Some are a customer's own. */
const address = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom('+12', '+14155550100', '+14155550199', '+447700900100'),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom('whatsapp:+12', 'whatsapp:+447700900199', 'messenger:1'),
  },
  { weight: 4, arbitrary: fc.constantFrom('front-desk', 'customer-of-ours') },
  { weight: 1, arbitrary: junk },
);

const pool = fc.oneof(address, fc.array(address, { maxLength: 4 }));

const channelName = fc.constantFrom('sms', 'whatsapp', 'chat', '$schema', '', ...INHERITED);

/** The keys of each table. Requests also use the keys of somebody's own rules. */
const KEYS: Partial<Record<Kind, fc.Arbitrary<string>>> = {
  mapping: channelName,
  workers: fc.constantFrom(...WORKERS, ...CUSTOMER_IDS, ...INHERITED, ''),
  prefixes: fc.constantFrom(
    ...['+1', '+1415', '+14155550199', '+44', '+4477', '+123456789012345', '+1234567890123456'],
    ...['44', '+', '', ...INHERITED],
  ),
};

/** Any mapping: right, partly wrong, or not a mapping at all. */
export const mapping = partOf('mapping');

/** A part of the mapping, mostly in a form that its kind has. */
function partOf(kind: Kind): fc.Arbitrary<unknown> {
  const { isPool, rules: names, entries } = FORMS[kind];
  const forms: fc.WeightedArbitrary<unknown>[] = [{ weight: 1, arbitrary: junk }];
  if (isPool) forms.push({ weight: 10, arbitrary: pool });
  if (names) {
    const below = Object.entries(names).map(([name, of]) => [name, partOf(of)]);
    // A rule in the wrong place.
    const misplaced = RULES.map((name) => [name, pool]);
    const any = Object.fromEntries([...misplaced, ...below]);
    forms.push({ weight: 10, arbitrary: rules(Object.fromEntries(below)) });
    forms.push({ weight: 1, arbitrary: rules(any) });
  }
  if (entries) {
    const key = KEYS[kind];
    if (!key) throw new Error(`No keys are drawn for ${kind}.`);
    forms.push({ weight: 20, arbitrary: table(key, partOf(entries)) });
  }
  if (forms.length === 1) throw new Error(`Nothing is drawn for ${kind}.`);
  return fc.oneof(...forms);
}

/** The variables of some channels. Some variables are blank. */
export const variables = rules({
  TWILIO_SMS_NUMBER: fc.oneof(address, fc.constant(' ')),
  TWILIO_CHAT_NUMBER: address,
});

const request = fc.record(
  {
    Location: mostly(fc.constant('GetProxyAddress')),
    ChannelType: mostly(channelName),
    ChannelValue: mostly(fc.constantFrom(...CUSTOMERS, ...INHERITED)),
    CustomerId: mostly(fc.constantFrom(...CUSTOMER_IDS, ...INHERITED)),
    Worker: mostly(fc.constantFrom(...WORKERS, ...INHERITED)),
    request: junk,
  },
  { requiredKeys: [] },
);

/** A request of the corpus, with some of its parameters replaced. */
const hostileRequest = fc
  .tuple(
    fc.constantFrom(...HOSTILE_REQUESTS),
    request,
    fc.subarray(['ChannelValue', 'CustomerId', 'Worker']),
  )
  .map(([{ parameters }, other, replaced]) => ({
    Location: 'GetProxyAddress',
    ...parameters,
    ...Object.fromEntries(Object.entries(other).filter(([name]) => replaced.includes(name))),
  }));

/** Any requests, as Frontline or an attacker sends them. */
export const events: fc.Arbitrary<Record<string, unknown>[]> = fc.array(
  fc.oneof({ weight: 3, arbitrary: request }, { weight: 1, arbitrary: hostileRequest }),
  { minLength: 5 },
);

function mostly(likely: fc.Arbitrary<string>) {
  return fc.oneof({ weight: 30, arbitrary: likely }, { weight: 1, arbitrary: junk });
}

/**
 * An object that may lack each of these keys. The key `__proto__` would be a key like any other.
 */
function rules(keys: Record<string, fc.Arbitrary<unknown>>) {
  return fc.record(keys, { requiredKeys: [] });
}

function table(key: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>) {
  return fc
    .array(fc.tuple(key, value), { maxLength: 5 })
    .map((entries) => Object.fromEntries(entries));
}
