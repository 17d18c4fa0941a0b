import path from 'node:path';
import { ASSET_FILE, parseAsset, type UncheckedMapping } from '../../src/asset';
import { variableName } from '../../src/channel';
import { SERVICE_VARIABLE } from '../../src/conversations';
import { findEntry } from '../../src/mapping';
import { nameOfRule } from '../../src/place';
import { type Choice, choose } from '../../src/proxy-address';
import { parseQuestion } from '../../src/question';
import { isRecord } from '../../src/record';
import { asRefusal, Refusal } from '../../src/refusal';
import { plainIdentity } from '../mapping/identity';
import { channelsIn, type Part } from '../mapping/parts';
import { nameOfPlace, type Place } from '../mapping/place';
import { positionsIn } from '../mapping/positions';
import { placeOf } from '../mapping/variables';
import { type Configuration, readAssetText } from '../twilio/configuration';
import { type Look, watched } from './looks';

/** The mapping that is here. */
export interface Here {
  configuration: Configuration;
  assetsFolder: string;
  /** Whether the keys may be told that the name of a place counts. */
  personal: boolean;
}

/** What the Function gives with the mapping that is here, and why. */
export interface Explanation {
  /** The addresses that it can give, or why it gives none. */
  given: Choice | Refusal;
  /** Whether it would ask Conversations which of them. */
  asks: boolean;
  /** The rule that decides, or those that were tried; nothing where it does not come so far. */
  why?: string;
  /** The key of somebody's own rules that may have been meant, and the one that was asked. */
  nearMiss?: { asked: string; meant: string };
}

/** Whether the Function, as it asks Conversations, can give this address instead of the pair's own. */
export function mayGive({ given, asks }: Explanation, address: string): boolean {
  return asks && !(given instanceof Refusal) && given.candidates.includes(address);
}

/** A part of the configuration that decides. */
interface Rule {
  place: Place;
  value: unknown;
  file: string;
}

/** What was seen while the Function's code answered. */
interface Seen {
  /** The asset, if it came to read that. */
  mapping?: UncheckedMapping;
  /** What it found for the channel. */
  entry?: Rule;
  /** Where in there it looked. */
  looks: Look[];
}

/** Has the Function's own code answer, and watches which rules it looks at. */
export function explain(parameters: Record<string, unknown>, here: Here): Explanation {
  const seen: Seen = { looks: [] };
  const given = answer(parameters, here, seen);
  const asks = here.configuration.variables[SERVICE_VARIABLE] !== undefined;
  const why = reasonFor(given, `${parameters.ChannelType}`, here, seen);
  return { given, asks, ...(why && { why }), ...nearMiss(seen.looks) };
}

function answer(
  parameters: Record<string, unknown>,
  { configuration: { variables, envFile }, assetsFolder }: Here,
  seen: Seen,
): Choice | Refusal {
  try {
    const question = parseQuestion(parameters);
    const { channel } = question;
    const text = readAssetText(assetsFolder) ?? '{}';
    const entry = findEntry(channel, variables, () => {
      seen.mapping = parseAsset(text);
      return seen.mapping;
    });
    if (!seen.mapping) {
      const place = placeOf(entry.place(), envFile);
      seen.entry = { place, value: entry.value, file: envFile.name };
      return choose(question, entry);
    }
    const positions = positionsIn(text);
    const part = channelsIn(seen.mapping, positions).find(({ key }) => key === channel);
    if (!part) return choose(question, entry);
    seen.entry = { place: part, value: part.value, file: path.join(assetsFolder, ASSET_FILE) };
    const value = watched(part, positions, (look) => seen.looks.push(look));
    return choose(question, { ...entry, value });
  } catch (thrown) {
    return asRefusal(thrown);
  }
}

function reasonFor(
  given: Choice | Refusal,
  channel: string,
  here: Here,
  { mapping, entry, looks }: Seen,
): string | undefined {
  if (!entry) {
    const file = path.join(here.assetsFolder, ASSET_FILE);
    return (
      mapping && `Tried ${variableName(channel)} (not set), "${channel}" in ${file} (not there).`
    );
  }
  const nothingFits = given instanceof Refusal && given.status === 403 && given.code === 48026;
  return nothingFits ? `Tried ${triedIn(looks).join(', ')}.` : decidedBy(entry, looks, here);
}

/** Names the rule that the Function came to: the last that it found. */
function decidedBy(entry: Rule, looks: Look[], { personal }: Here): string {
  const found = looks.findLast((look) => look.found)?.found;
  const { place, value, file } = found ? { ...entry, place: found, value: found.value } : entry;
  const position = place.position?.();
  const line = position ? `line ${position} of ${file}` : file;
  const pool = Array.isArray(value) ? `a pool of ${value.length}` : 'one address';
  const nobody = looks.flatMap(({ found: below }) => {
    const within = below?.kind === 'table of rules' ? looksInto(below, looks) : [];
    const isInVain = within.length > 0 && !within.some((look) => look.found);
    return below && isInVain ? [nobodyIn(below)] : [];
  });
  return `Decided by ${[`${nameOfPlace(place, personal)}, ${line}: ${pool}`, ...nobody].join('; ')}.`;
}

function looksInto({ path }: Part, looks: Look[]): Look[] {
  return looks.filter(({ table }) => table.path === path);
}

function nobodyIn({ name }: Part): string {
  return `${name} (nobody of this name)`;
}

/** Names the rules that the Function tried in vain, in its order. */
function triedIn(looks: Look[]): string[] {
  return looks.flatMap(({ table, key, found }) => {
    if (table.kind !== 'channel' && table.kind !== 'own rules') return [];
    if (!found) return [`${table.name}${nameOfRule(key)} (not there)`];
    const within = looksInto(found, looks);
    switch (found.kind) {
      case 'table of rules':
        return within.some((look) => look.found) ? [] : [nobodyIn(found)];
      case 'prefixes':
        return [
          `${found.name} (${within.length > 0 ? "the customer's number begins with none" : 'the customer has no phone number'})`,
        ];
      default:
        return [];
    }
  });
}

/** Identities are compared to the letter, and a slip in capitals or white space shows nowhere else. */
function nearMiss(looks: Look[]): Pick<Explanation, 'nearMiss'> {
  for (const { table, key: asked } of looks) {
    if (table.kind !== 'table of rules' || !isRecord(table.value)) continue;
    if (Object.hasOwn(table.value, asked)) continue;
    const meant = Object.keys(table.value).find(
      (key) => plainIdentity(key) === plainIdentity(asked),
    );
    if (meant !== undefined) return { nearMiss: { asked, meant } };
  }
  return {};
}
