import { isRecord } from '../../src/record';
import { findPool } from '../../src/rules';
import { Groups, prefixesOf } from '../mapping/customers';
import { type Part, partAt } from '../mapping/parts';
import { spelledFrom } from '../mapping/spelled';
import { type Finding, finding } from '../terminal/finding';

/**
 * Finds the prefixes of a table that never decide, because other prefixes of the table match all
 * their numbers first: +525 beside +521, where each number of WhatsApp's is +5215 too.
 */
export function unreachedPrefixes(table: Part): Finding[] {
  const { channel, above } = table;
  const prefixes = prefixesOf(above);
  if (!isRecord(table.value) || prefixes.length < 2) return [];
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
