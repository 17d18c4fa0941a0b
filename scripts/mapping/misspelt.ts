import { distance } from 'fastest-levenshtein';

/**
 * Finds which of the known names was meant: the one that differs in a letter or two, or in capitals.
 *
 * @returns Nothing if the name is right, or like none of them.
 */
export function misspelt(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name)) return undefined;
  return known.find(
    (right) => distance(name.toLowerCase(), right.toLowerCase()) <= Math.min(2, right.length - 2),
  );
}
