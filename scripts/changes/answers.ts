import { parsePool } from '../../src/pool';
import { Refusal } from '../../src/refusal';
import { findPool } from '../../src/rules';
import type { Customers } from '../mapping/customers';
import type { Part } from '../mapping/parts';

/** One thing of the old mapping, and the same thing of the new mapping. */
export type Sides<Thing> = [before: Thing, after: Thing];

/** What a mapping answers to each group: its addresses as JSON, `null` for a refusal. */
export type Answers = Map<Customers, Sides<string>>;

const REFUSED = 'null';

/** Does the same with both sides. */
export function both<From, To>([before, after]: Sides<From>, work: (from: From) => To): Sides<To> {
  return [work(before), work(after)];
}

/** Asks the Function for each of these groups. */
export function answersTo(
  groups: Iterable<Customers>,
  channel: string,
  worker: string,
  entries: Sides<Part | undefined>,
): Answers {
  const ask = (group: Customers) =>
    both(entries, (entry) => poolFor(channel, group, worker, entry?.value) ?? REFUSED);
  return new Map(Array.from(groups, (group) => [group, ask(group)]));
}

/**
 * Finds what a worker's own rules answer to customers whom none of their prefixes matches: all of
 * them get the same, or else what anybody gets. So a worker's rules are asked once and not for each
 * of 200 prefixes.
 *
 * @param usual What anybody gets.
 */
export function answersBeside(
  usual: Answers,
  channel: string,
  worker: string,
  rules: Sides<Part | undefined>,
): Answers {
  const groups = [...usual.keys()];
  const [withNumber, without] = [true, false].map((hasNumber) => {
    const group = groups.find(({ number }) => (number !== undefined) === hasNumber);
    return both(rules, (own) => {
      if (!group || !own) return undefined;
      return poolFor(channel, group, worker, { workers: { [worker]: own.value } });
    });
  });
  return new Map(
    [...usual].map(([group, [before, after]]) => {
      const [was, is] = (group.number === undefined ? without : withNumber) ?? [];
      return [group, [was ?? before, is ?? after]];
    }),
  );
}

/** The addresses that the Function can give, as JSON. `undefined` if no rule fits. */
function poolFor(
  channel: string,
  { number: customerAddress }: Customers,
  worker: string,
  value: unknown,
): string | undefined {
  const question = { channel, customerAddress, customerId: undefined, worker };
  try {
    const pool = parsePool(channel, findPool(question, { value, place: () => '' }));
    return JSON.stringify([...new Set(pool)]);
  } catch (refusal) {
    // The Function answers every error with a refusal.
    return refusal instanceof Refusal && refusal.status === 403 ? undefined : REFUSED;
  }
}
