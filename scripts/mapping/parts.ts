import { parseAsset, type UncheckedMapping } from '../../src/asset';
import { poolOf, variableName } from '../../src/channel';
import { nameOfItem, nameOfRule } from '../../src/place';
import { isRecord } from '../../src/record';
import { FORMS, type Kind, kindAt, ruleMeantBy } from './forms';
import type { Place } from './place';
import { type Position, positionsIn } from './positions';

/** A part of the configuration, as the Function would read it. */
export interface Part extends Place {
  kind: Kind;
  /** The part that holds this part. Missing for a variable. */
  above?: Part;
  channel: string;
  value: unknown;
  /** The key in the part above, or the index of an address. */
  key: string;
  /** The position in the asset. Without it, the part has the position of the part above. */
  stands?: Position | undefined;
  counted: string[];
  /** The variable that is set instead, so that the Function never reads this part of the asset. */
  hiddenBy?: string | undefined;
}

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
 * @param stands The positions in the mapping's text. Without it, no part has a position.
 * @param file The file of the mapping, for the places.
 */
export function entriesIn(
  mapping: UncheckedMapping,
  stands: Position | undefined,
  variables: Record<string, string>,
  file?: string,
): Part[] {
  const root = { key: '', name: '', counted: [], channel: '', stands, file };
  return partsIn({ ...root, kind: 'mapping', value: mapping })
    .filter(({ key }) => key !== '$schema')
    .map((entry) => {
      const variable = variableName(entry.key);
      const hiddenBy = poolOf(variables[variable]) && variable;
      return { ...entry, channel: entry.key, hiddenBy };
    });
}

/** These parts and all parts below them. Each part comes before the parts below it. */
export function withAllBelow(parts: Part[], all: Part[] = []): Part[] {
  for (const part of parts) {
    all.push(part);
    withAllBelow(partsIn(part), all);
  }
  return all;
}

/** The parts directly below a part. A single address has the place of its pool. */
export function partsIn(above: Part): Part[] {
  const { kind, value, counted } = above;
  const { isPool, rules, entries, nameOf = rules && nameOfAnyRule } = FORMS[kind];
  if ((rules ?? entries) && isRecord(value)) {
    return Object.entries(value).map(([key, below], index) => {
      const name = nameOf?.(key);
      return {
        ...partAt(above, key, kindAt(kind, key), below, name ?? nameOfItem(index + 1)),
        counted: name === undefined ? [...counted, key] : counted,
      };
    });
  }
  if (!isPool) return [];
  return Array.isArray(value)
    ? value.map((item, index) => partAt(above, index, 'address', item, nameOfItem(index + 1)))
    : [{ ...above, kind: 'address', above }];
}

/** Whether the Function can reach a part: no variable hides it, and its channel has a name. */
export function isRead({ channel, hiddenBy }: Part): boolean {
  return channel !== '' && hiddenBy === undefined;
}

/**
 * Finds the key that leads to a part in a table of this kind: the worker whose rules hold the part,
 * or the prefix of the customers. `undefined` for a part outside of these tables.
 */
export function keyIn(kind: 'workers' | 'prefixes', { above, key }: Part): string | undefined {
  if (!above) return undefined;
  return above.kind === kind ? key : keyIn(kind, above);
}

function partAt(above: Part, key: string | number, kind: Kind, value: unknown, name: string): Part {
  const stands = above.stands?.below?.get(key);
  const position = () => stands?.line ?? above.position?.();
  return { ...above, above, key: `${key}`, kind, value, name: above.name + name, stands, position };
}

/** Names only rules and misspelt rules: any other key may be an identity in the wrong place. */
function nameOfAnyRule(rule: string): string | undefined {
  return ruleMeantBy(rule) && /^[a-z]+$/i.test(rule) ? nameOfRule(rule) : undefined;
}
