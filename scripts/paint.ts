import { styleText } from 'node:util';

/**
 * Colours a text for a terminal that shows colours; anywhere else, and with `NO_COLOR`, leaves it.
 *
 * @param style The colour, as `styleText` of Node.js names it.
 * @param text The text.
 * @returns The text to print on standard output.
 * @see https://no-color.org
 */
export function paint(style: Parameters<typeof styleText>[0], text: string): string {
  return process.stdout.isTTY && process.stdout.hasColors() ? styleText(style, text) : text;
}
