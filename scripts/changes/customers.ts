import { recordOf } from '../../src/record';
import { findPool } from '../../src/rules';
import { spellingsOf } from '../../src/spellings';
import { kindAt } from '../mapping/forms';

/** Customers who get their numbers from the same pool: one of them stands for all. */
export interface Customers {
  /** How their numbers begin; nothing for those of no prefix. */
  prefix: string | undefined;
  /** The number of one of them; nothing where only customers without a number are left. */
  number: string | undefined;
}

/** So many digits have the numbers that WhatsApp spells in two ways: with the odd digit, and without it. */
const LENGTHS = [13, 12];

/** The prefixes of rules, as far as they can match a number. */
export function prefixesOf(rules: unknown): string[] {
  const prefixes = Object.keys(recordOf(recordOf(rules).prefixes));
  return prefixes.filter((prefix) => kindAt('prefixes', prefix) === 'pool');
}

/**
 * Finds a customer of each prefix, whose number has no longer one, and a customer of no prefix. Who leaves all
 * customers to longer prefixes is left out.
 */
export function customersOf(channel: string, prefixes: Set<string>): Customers[] {
  const begun = new Set(
    [...prefixes].flatMap((all) => [...all].map((_, end) => all.slice(0, end))),
  );
  // Which prefix is a customer's, the Function's own code tells.
  const values = Object.fromEntries([...prefixes].map((prefix) => [prefix, prefix]));
  const rules = { value: { default: '', prefixes: values }, place: () => '' };
  return ['', ...prefixes].flatMap((prefix): Customers[] => {
    const number = numberBeyond(prefix || '+', prefixes, begun);
    if (number === undefined) return prefix ? [] : [{ prefix: undefined, number }];
    const questions = LENGTHS.map((digits) => ({
      channel,
      customerAddress: number.padEnd(digits + 1, '0'),
      customerId: undefined,
      worker: undefined,
    }));
    const spelled = questions.filter((question) => spellingsOf(question).length > 1);
    const customer = (spelled.length > 0 ? spelled : questions).find(
      (question) => findPool(question, rules).value === prefix,
    );
    return customer ? [{ prefix: prefix || undefined, number: customer.customerAddress }] : [];
  });
}

/** Finds how a number can go on behind a prefix so that no longer one matches, whatever follows. */
function numberBeyond(
  start: string,
  prefixes: Set<string>,
  begun: Set<string>,
): string | undefined {
  if (start !== '+' && !begun.has(start)) return start;
  for (const digit of '0123456789') {
    const longer = start + digit;
    const isTaken = longer === '+0' || prefixes.has(longer);
    const number = isTaken ? undefined : numberBeyond(longer, prefixes, begun);
    if (number) return number;
  }
  return undefined;
}
