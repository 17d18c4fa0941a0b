import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import * as v from 'valibot';
import { parseAddress } from '../../src/address';
import { ASSET_FILE, parseAsset } from '../../src/asset';
import { Refusal } from '../../src/refusal';
import { mapping } from '../../src/schema';
import type { AddressPlace, Finding } from './finding';
import { misspelt } from './misspelt';
import { type Part, RULES } from './places';

/**
 * Finds the addresses that the Function would refuse to give out.
 *
 * @param places The places for addresses.
 * @returns An error each, with Twilio's error code.
 */
export function addressFaults(places: AddressPlace[]): Finding[] {
  return places.flatMap((place) => {
    const address = parseAddress(place.channel, place.value);
    if (typeof address === 'string') return [];
    return [{ place, level: 'error', text: `${address.reason} (${address.code})` }];
  });
}

/**
 * Finds why the asset is no mapping at all.
 *
 * @param text The asset's text, if there is an asset.
 * @returns An error, at the line where it stops being JSON; nothing if the Function can read it.
 */
export function assetFault(text: string | undefined): Finding | undefined {
  if (text === undefined) return undefined;
  const refusal = parseAsset(text);
  if (!(refusal instanceof Refusal)) return undefined;
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  const place = { channel: '', rule: ASSET_FILE, line: 1 };
  if (!first) return { place, level: 'error', text: refusal.message };
  place.line = text.slice(0, first.offset).split('\n').length;
  const fault = printParseErrorCode(first.error)
    .replace(/\B[A-Z]/g, ' $&')
    .toLowerCase();
  return {
    place,
    level: 'error',
    text: `is not valid JSON here: ${fault}. Often a comma too many, quotes that are missing, or a comment (48026)`,
  };
}

/**
 * Finds what has not the form of a mapping: unknown keys, tables that are no objects, empty lists.
 *
 * @param parts The parts of the asset.
 * @returns An error each; a warning for a prefix that no number begins with, as it fails no request.
 */
export function formFaults(parts: Part[]): Finding[] {
  const [asset] = parts;
  if (!asset) return [];
  const partAt = new Map(parts.map((part) => [JSON.stringify(part.path.map(unreserved)), part]));
  const { issues = [] } = v.safeParse(mapping, jsonOf(asset.node));
  const faults = issues
    .flatMap((issue) => leavesOf(issue, []))
    .flatMap(({ path, text, ofKey }): Finding[] => {
      const part = partAt.get(JSON.stringify(path));
      // Malformed addresses are found by what the Function itself runs, unknown keys below.
      if (!part || part.kind === 'unknown' || (part.kind === 'address' && !ofKey)) return [];
      return [{ place: part.place, level: ofKey ? 'warning' : 'error', text }];
    });
  return [...faults, ...unknownKeys(parts)];
}

/** Valibot passes over keys of these names, which here are workers or channels like any other. */
function unreserved(key: string | number): string | number {
  return ['__proto__', 'constructor', 'prototype'].includes(`${key}`) ? `${key} ` : key;
}

function jsonOf(node: Node): unknown {
  const children = node.children ?? [];
  if (node.type === 'array') return children.map(jsonOf);
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(
    children.flatMap(({ children: [key, value] = [] }) =>
      key && value ? [[unreserved(`${key.value}`), jsonOf(value)]] : [],
    ),
  );
}

/** The schema tells only the first unknown key of an object. */
function unknownKeys(parts: Part[]): Finding[] {
  return parts
    .filter(({ kind, path }) => kind === 'unknown' && typeof path.at(-1) === 'string')
    .map(({ path, place }): Finding => {
      if (path.length === 1) {
        const text = 'is a rule, and hardly a channel: put it below one, such as "sms"';
        return { place, level: 'warning', text };
      }
      const known = [...(RULES.get(path.length === 2 ? 'channel' : 'route')?.keys() ?? [])];
      const meant = misspelt(`${path.at(-1)}`, known);
      const text = meant ? `is ${meant} meant?` : `use ${known.join(' or ')}`;
      return { place, level: 'error', text: `is no rule: ${text}` };
    });
}

interface Leaf {
  path: unknown[];
  text: string;
  ofKey: boolean;
}

/** Of the forms that a part might have been meant in, follows the one that goes deepest. */
function leavesOf(issue: v.BaseIssue<unknown>, above: unknown[]): Leaf[] {
  const path = [...above, ...(issue.path ?? []).map(({ key }) => key)];
  const deeper = (issue.issues ?? [])
    .flatMap((inner) => leavesOf(inner, path))
    .filter((leaf) => leaf.path.length > path.length);
  const ofKey = issue.type === 'regex' && issue.path?.at(-1)?.origin === 'key';
  return deeper.length > 0 ? deeper : [{ path, text: issue.message, ofKey }];
}
