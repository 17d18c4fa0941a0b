import { parsePool } from '../../src/pool';
import { Refusal } from '../../src/refusal';
import { findPool } from '../../src/rules';
import type { Customers } from '../mapping/customers';
import { grouped } from '../mapping/grouped';
import type { Part } from '../mapping/parts';

/** One thing of the old mapping, and the same thing of the new mapping. */
export type Sides<Thing> = [before: Thing, after: Thing];

/** What the mappings answer to a group: the addresses as JSON, `null` for a refusal. */
export type Answer = [group: Customers, answers: Sides<string>];

const REFUSED = 'null';

/** Does the same with both sides. */
export function both<From, To>([before, after]: Sides<From>, work: (from: From) => To): Sides<To> {
  return [work(before), work(after)];
}

/** The worker who asks, and the channel. */
interface Who {
  channel: string;
  worker: string;
}

/** Asks the Function for each of these groups. */
export function answersTo(groups: Customers[], who: Who, entries: Sides<Part | undefined>) {
  return groups.map((group): Answer => {
    const ask = (entry: Part | undefined) => poolFor(who, group, entry?.value) ?? REFUSED;
    return [group, both(entries, ask)];
  });
}

/**
 * Finds what a worker's own rules answer to customers whom none of their prefixes matches: all of
 * them get the same, or else what anybody gets. So a worker's rules are asked once and not for each
 * of 200 prefixes.
 *
 * @param usual What anybody gets.
 * @param rules The worker's own rules.
 */
export function answersBeside(usual: Answer[], who: Who, rules: Sides<Part | undefined>): Answer[] {
  const alike = grouped(usual, ([{ number }]) => number === undefined);
  return [...alike.values()].flatMap((answers) => {
    const [[first]] = answers;
    const ask = (own: Part | undefined) =>
      own && poolFor(who, first, { workers: { [who.worker]: own.value } });
    const [was, is] = both(rules, ask);
    return answers.map(([group, [before, after]]): Answer => [group, [was ?? before, is ?? after]]);
  });
}

/** The addresses that the Function can give, as JSON. `undefined` if no rule fits. */
function poolFor(who: Who, { number }: Customers, value: unknown): string | undefined {
  const question = { ...who, customerAddress: number, customerId: undefined };
  try {
    const pool = parsePool(who.channel, findPool(question, { value, place: () => '' }));
    return JSON.stringify([...new Set(pool)]);
  } catch (refusal) {
    // The Function answers every error with a refusal.
    return refusal instanceof Refusal && refusal.status === 403 ? undefined : REFUSED;
  }
}
