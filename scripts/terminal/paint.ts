import { styleText } from 'node:util';

/**
 * Colours a text if the terminal shows colours. Without a terminal, or with `NO_COLOR`, the text
 * stays as it is.
 *
 * @param stream The stream that the text will be printed to.
 * @see https://no-color.org
 */
export function paint(
  style: Parameters<typeof styleText>[0],
  text: string,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  return stream.isTTY ? styleText(style, text, { stream }) : text;
}
