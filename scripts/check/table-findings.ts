import { SMS_ADDRESS } from '../../src/address';
import { recordOf } from '../../src/record';
import { findPool } from '../../src/rules';
import { Groups, prefixesOf } from '../mapping/customers';
import { plainIdentity } from '../mapping/misspelt';
import { type Part, partAt } from '../mapping/parts';
import { spelledFrom } from '../mapping/spelled';
import { type Finding, finding } from '../terminal/finding';
import { hiddenSign } from '../terminal/text';

/**
 * Finds identities in a table of workers that are probably a mistake. The Function compares
 * identities exactly, so two that differ only in capitals or white space are two workers.
 */
export function oddIdentities(table: Part): Finding[] {
  const identities = Object.keys(recordOf(table.value));
  const alike = new Map<string, number>();
  for (const plain of identities.map(plainIdentity)) alike.set(plain, (alike.get(plain) ?? 0) + 1);
  return identities.flatMap((identity) => {
    const own = partAt(table, identity);
    const plain = plainIdentity(identity);
    const hidden = hiddenSign(identity);
    if (plain === '') return [finding('identity/blank', own)];
    if (hidden) return [finding('identity/hidden', own, hidden)];
    if (/^[=@+-]/.test(plain) && !SMS_ADDRESS.test(plain))
      return [finding('identity/formula', own)];
    if (identity !== identity.trim()) return [finding('identity/space', own)];
    return alike.get(plain) === 1 ? [] : [finding('identity/alike', own)];
  });
}

/**
 * Finds the prefixes of a table that never decide, because other prefixes of the table match all
 * their numbers first: +525 beside +521, where each number of WhatsApp's is +5215 too.
 */
export function unreachedPrefixes(table: Part): Finding[] {
  const { channel, above } = table;
  const prefixes = prefixesOf(above);
  if (prefixes.length < 2) return [];
  const reached = reachedOf(channel, prefixes);
  return prefixes.flatMap((prefix) => {
    // No number at all begins with some prefixes: that is another fault.
    if (reached.has(prefix) || !reachedOf(channel, [prefix]).has(prefix)) return [];
    const [longer] = spelledFrom(channel, prefix).longer;
    return [finding('prefix/unreached', partAt(table, prefix), longer)];
  });
}

/** The prefixes by which the Function decides for any customer. */
function reachedOf(channel: string, prefixes: string[]): Set<unknown> {
  const rules = { default: '', prefixes: Object.fromEntries(prefixes.map((one) => [one, one])) };
  const customers = new Groups(channel, new Set(prefixes)).all;
  return new Set(
    customers.map(({ number: customerAddress }) => {
      const question = { channel, customerAddress, customerId: undefined, worker: undefined };
      return findPool(question, { value: rules, place: () => '' }).value;
    }),
  );
}
