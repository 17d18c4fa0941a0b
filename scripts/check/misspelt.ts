import { distance } from 'fastest-levenshtein';

/**
 * Finds what a name was meant to be.
 *
 * @param name The name that was written.
 * @param known The names that there are.
 * @returns The one that differs in a letter or two, or in capitals; nothing if the name is right, or
 *   like none of them.
 */
export function misspelt(name: string, known: string[]): string | undefined {
  if (known.includes(name)) return undefined;
  return known.find(
    (right) => distance(name.toLowerCase(), right.toLowerCase()) <= Math.min(2, right.length - 2),
  );
}
