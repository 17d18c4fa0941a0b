import type { UncheckedMapping } from '../../src/asset';
import { nameOfItem, nameOfRule } from '../../src/place';
import { isRecord } from '../../src/record';
import { FORMS, type Kind, kindAt, RULES } from './forms';
import { misspelt } from './misspelt';
import type { Place } from './place';
import type { Position } from './positions';
import { hidingVariable } from './variables';

/** A part of the configuration, as the Function would find it. */
export interface Part extends Place {
  kind: Kind;
  /** The part that it stands in; nothing for a variable. */
  above?: Part;
  channel: string;
  value: unknown;
  /** By what it stands in that: a key, or the index of an address. */
  key: string;
  /** Where it stands in the asset; without it, it stands where the part above does. */
  stands?: Position | undefined;
  counted: string[];
  /** The variable that is set, so that the Function never comes to this part of the asset. */
  hiddenBy?: string;
}

/**
 * The entries of a mapping, one a channel, as the Function reads them beside these variables.
 *
 * @param stands Where the mapping stands in its text; without it, no part tells its position.
 * @param file Where the mapping comes from; each place in it tells that.
 */
export function entriesIn(
  mapping: UncheckedMapping,
  stands: Position | undefined,
  variables: Record<string, string>,
  file?: string,
): Part[] {
  const root = { key: '', name: '', counted: [], channel: '', stands, ...(file && { file }) };
  return partsIn({ ...root, kind: 'mapping', value: mapping })
    .filter(({ key }) => key !== '$schema')
    .map((entry) => {
      const hiddenBy = hidingVariable(variables, entry.key);
      return { ...entry, channel: entry.key, ...(hiddenBy && { hiddenBy }) };
    });
}

/** These parts and all that stand below them, each before those below it. */
export function withAllBelow(parts: Part[], all: Part[] = []): Part[] {
  for (const part of parts) {
    all.push(part);
    withAllBelow(partsIn(part), all);
  }
  return all;
}

/** The parts that stand directly below a part. One address stands where its pool does. */
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

function partAt(above: Part, key: string | number, kind: Kind, value: unknown, name: string): Part {
  const stands = above.stands?.below?.get(key);
  const position = () => stands?.line ?? above.position?.();
  return { ...above, above, key: `${key}`, kind, value, name: above.name + name, stands, position };
}

/** What is no rule may be somebody's identity at the wrong place, unless it is a misspelt rule. */
function nameOfAnyRule(rule: string): string | undefined {
  const isRule = RULES.includes(rule) || (/^[a-z]+$/i.test(rule) && misspelt(rule, RULES));
  return isRule ? nameOfRule(rule) : undefined;
}
