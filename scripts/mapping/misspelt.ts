import { distance } from 'fastest-levenshtein';

/**
 * Removes capitals and outer white space, which are usually slips. The Function itself compares
 * identities exactly.
 */
export function plainIdentity(identity: string): string {
  return identity.trim().toLowerCase();
}

/**
 * Finds the known name that a misspelt name stands for. The two names differ in at most two
 * letters, or in capitals.
 *
 * @returns The known name. `undefined` if the name is right, or not similar to a known name.
 */
export function misspelt(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name)) return undefined;
  return known.find(
    (right) => distance(name.toLowerCase(), right.toLowerCase()) <= Math.min(2, right.length - 2),
  );
}
