import { styleText } from 'node:util';

/**
 * Colours a text for a terminal that shows colours; anywhere else, and with `NO_COLOR`, leaves it.
 *
 * @param style The colour, as `styleText` of Node.js names it.
 * @param text The text.
 * @param stream Where the text will be printed.
 * @returns The text to print.
 * @see https://no-color.org
 */
export function paint(
  style: Parameters<typeof styleText>[0],
  text: string,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  return stream.isTTY && stream.hasColors() ? styleText(style, text) : text;
}
