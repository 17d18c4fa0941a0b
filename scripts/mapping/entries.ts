import { parseAsset, type UncheckedMapping } from '../../src/asset';
import { poolOf, variableName } from '../../src/channel';
import { nameOfItem } from '../../src/place';
import { FORMS, kindAt } from './forms';
import { type Origin, Part } from './parts';
import { type Position, positionsIn } from './positions';

/**
 * The entries of a mapping, from its text: so each part has its position.
 *
 * @throws Refusal if the text is not a JSON object.
 */
export function entriesOf(text: string, variables: Record<string, string>, file?: string): Part[] {
  return entriesIn(parseAsset(text), positionsIn(text), variables, file);
}

/**
 * The entries of a mapping, one for each channel. A variable that sets a channel hides its entry.
 *
 * @param position The position of the mapping. Without it, no part has a position.
 * @param file The file of the mapping, for the places.
 */
export function entriesIn(
  mapping: UncheckedMapping,
  position: Position | undefined,
  variables: Record<string, string>,
  file?: string,
): Part[] {
  return Object.entries(mapping).flatMap(([channel, value], index) => {
    if (channel === '$schema') return [];
    const name = FORMS.mapping.nameOf?.(channel);
    const variable = variableName(channel);
    const origin: Origin = {
      channel,
      name: name ?? nameOfItem(index + 1),
      counted: name === undefined ? [channel] : [],
      file,
      mapping: position,
      hiddenBy: poolOf(variables[variable]) && variable,
    };
    return [new Part(origin, channel, kindAt('mapping', channel), value)];
  });
}
