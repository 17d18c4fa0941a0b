import { recordOf } from '../../src/record';
import { findPool } from '../../src/rules';
import { spellingsOf } from '../../src/spellings';
import { kindAt } from '../mapping/forms';
import type { Part } from '../mapping/parts';

/** Customers who get their numbers from the same pool. One customer stands for all. */
export interface Customers {
  /** How their numbers begin; undefined for customers that no prefix matches. */
  prefix: string | undefined;
  /** The number of one customer; undefined if only customers without a number are left. */
  number: string | undefined;
}

/**
 * The lengths of numbers that WhatsApp spells in two ways: with the extra digit, and without it.
 */
const LENGTHS = [13, 12];

/** The prefixes of rules. A prefix that can match no number is left out. */
export function prefixesOf(rules: Part | undefined): string[] {
  const prefixes = Object.keys(recordOf(recordOf(rules?.value).prefixes));
  return prefixes.filter((prefix) => kindAt('prefixes', prefix) === 'pool');
}

/**
 * Finds one customer for each prefix, and one that no prefix matches. No longer prefix matches the
 * customer's number. If longer prefixes take all customers of a prefix, the prefix is left out.
 */
export function customersOf(channel: string, prefixes: Set<string>): Customers[] {
  const begun = new Set(
    [...prefixes].flatMap((all) => [...all].map((_, end) => all.slice(0, end))),
  );
  // The Function's own code decides which prefix matches a customer.
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

/**
 * Extends a prefix to the beginning of a number that no longer prefix matches, whatever follows.
 */
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
