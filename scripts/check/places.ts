import { type Node, parseTree } from 'jsonc-parser';
import { variableName } from '../../src/mapping';
import type { AddressPlace, Place } from './finding';

/** What the mapping takes a part of the asset for; `unknown` is no part of any mapping. */
type Kind =
  | 'mapping'
  | 'channel'
  | 'route'
  | 'pool'
  | 'prefixes'
  | 'workers'
  | 'address'
  | 'unknown';

/** A part of the asset: what stands at a path of keys and indices. */
export interface Part {
  path: (string | number)[];
  place: Place;
  kind: Kind;
  node: Node;
}

const POOLS: Kind[] = ['channel', 'route', 'pool'];

const ROUTE_RULES = new Map<string, Kind>([
  ['default', 'pool'],
  ['prefixes', 'prefixes'],
]);
const CHANNEL_RULES = new Map<string, Kind>([...ROUTE_RULES, ['workers', 'workers']]);

/** The rules that a part can hold, by what it is; others hold none. */
export const RULES = new Map<Kind, Map<string, Kind>>([
  ['channel', CHANNEL_RULES],
  ['route', ROUTE_RULES],
]);

/**
 * Lists every variable that holds an address.
 *
 * @param variables The variables that are deployed.
 * @returns A place each, its channel's name in small letters.
 */
export function placesInVariables(variables: Record<string, string>): AddressPlace[] {
  return Object.entries(variables).flatMap(([name, value]) => {
    const channel = /^TWILIO_(.+)_NUMBER$/.exec(name)?.[1]?.toLowerCase();
    return channel && value.trim() ? [{ channel, rule: name, value: value.trim() }] : [];
  });
}

/**
 * Finds the variable that replaces a channel's whole entry in the asset.
 *
 * @param variables The variables that are deployed.
 * @param channel The channel's key in the asset.
 * @returns The variable's name; nothing if it is not set.
 */
export function hidingVariable(
  variables: Record<string, string>,
  channel: string,
): string | undefined {
  const variable = variableName(channel);
  return variables[variable]?.trim() ? variable : undefined;
}

/**
 * Lists every part of the asset.
 *
 * @param text The asset's text, JSON.
 * @returns The parts in the file's order, each before those below it; the mapping itself is the first.
 */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let line = 1;
  let counted = 0;

  function visit(node: Node, expected: Kind, path: Part['path'], rule: string): void {
    line += text.slice(counted, node.offset).split('\n').length - 1;
    counted = node.offset;
    const kind = kindOf(node, expected);
    const place = { channel: `${path[0] ?? ''}`, rule: rule.replace(/^\./, ''), line };
    parts.push({ path, place, kind, node });
    if (kind === 'unknown') return;
    for (const { key, name, child, childKind } of childrenOf(node, kind)) {
      visit(child, childKind, [...path, key], rule + name);
    }
  }

  const tree = parseTree(text);
  if (tree) visit(tree, 'mapping', [], '');
  return parts;
}

/**
 * Picks the places for addresses.
 *
 * @param parts The parts of the asset.
 * @returns A place each, whatever stands there.
 */
export function addressesAmong(parts: Part[]): AddressPlace[] {
  return parts
    .filter(({ kind }) => kind === 'address')
    .map(({ place, node }) => ({ ...place, value: node.value }));
}

/** What is neither a list nor rules, where a pool is expected, is taken for an address. */
function kindOf(node: Node, expected: Kind): Kind {
  const isRules = node.type === 'object' && RULES.has(expected);
  return POOLS.includes(expected) && node.type !== 'array' && !isRules ? 'address' : expected;
}

function childrenOf(node: Node, kind: Kind) {
  const children = node.children ?? [];
  if (node.type === 'array') {
    const childKind: Kind = POOLS.includes(kind) ? 'address' : 'unknown';
    return children.map((child, key) => ({ key, name: `[#${key + 1}]`, child, childKind }));
  }
  const entries = children.flatMap(({ children: [key, child] = [] }) =>
    key && child ? [{ key: `${key.value}`, child }] : [],
  );
  // As the Function counts, which sees integers before all other keys.
  const order = Object.keys(Object.fromEntries(entries.map(({ key }) => [key, true])));
  const numbers = new Map(order.map((key, index) => [key, index + 1]));
  return entries
    .filter(({ key }) => kind !== 'mapping' || key !== '$schema')
    .map(({ key, child }) => {
      const [name, childKind] = describeChild(kind, key, numbers.get(key));
      return { key, name, child, childKind };
    });
}

function describeChild(kind: Kind, key: string, number = 0): [name: string, kind: Kind] {
  switch (kind) {
    case 'mapping':
      return ['', CHANNEL_RULES.has(key) ? 'unknown' : 'channel'];
    case 'prefixes':
      return [`["${key}"]`, 'pool'];
    case 'workers':
      return [`[#${number}]`, 'route'];
    default:
      return [`.${key}`, RULES.get(kind)?.get(key) ?? 'unknown'];
  }
}
