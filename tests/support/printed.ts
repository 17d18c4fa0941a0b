import { afterEach, beforeEach, jest } from '@jest/globals';

/** Collects what the tests of a file print. Each test begins with an empty list. */
export function usePrinted(): string[] {
  const printed: string[] = [];
  beforeEach(() => {
    printed.length = 0;
    jest.spyOn(console, 'log').mockImplementation((text = '') => void printed.push(`${text}`));
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  return printed;
}

/** The lines of a table or a report, with one space between columns. Blank lines are left out. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/(\S) {2,}/g, '$1 '))
    .filter((line) => line !== '');
}
