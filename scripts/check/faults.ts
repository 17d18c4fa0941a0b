import { getNodeValue, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import * as v from 'valibot';
import { parseAddress } from '../../src/address';
import { ASSET_FILE, parseAsset } from '../../src/asset';
import { Refusal } from '../../src/refusal';
import { mapping } from '../../src/schema';
import type { AddressPlace, Finding } from './finding';
import type { Part } from './places';

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
 * @param text The asset's text.
 * @returns An error, at the line where JSON ends to be JSON; nothing if the Function can read it.
 */
export function assetFault(text: string): Finding | undefined {
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
  return { place, level: 'error', text: `is not valid JSON here: ${fault} (48026)` };
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
  const partAt = new Map(parts.map((part) => [JSON.stringify(part.path), part]));
  const { issues = [] } = v.safeParse(mapping, getNodeValue(asset.node));
  return issues
    .flatMap((issue) => leavesOf(issue, []))
    .flatMap(({ path, text, ofKey }) => {
      const part = partAt.get(JSON.stringify(path));
      // Malformed addresses are found by what the Function itself runs.
      if (!part || (part.kind === 'address' && !ofKey)) return [];
      return [{ place: part.place, level: ofKey ? 'warning' : 'error', text }];
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
