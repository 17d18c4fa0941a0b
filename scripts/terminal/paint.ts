import { styleText } from 'node:util';

/**
 * Colours a text for a terminal that shows colours; anywhere else, and with `NO_COLOR`, leaves it.
 *
 * @param stream Where the text will be printed.
 * @see https://no-color.org
 */
export function paint(
  style: Parameters<typeof styleText>[0],
  text: string,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  return showsColours(stream) ? styleText(style, text) : text;
}

/** Whether what is printed there may hold colours. */
export function showsColours(stream: NodeJS.WriteStream = process.stdout): boolean {
  return stream.isTTY && stream.hasColors();
}
