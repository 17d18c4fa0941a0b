import path from 'node:path';
import { ASSET_FILE, parseAsset, type UncheckedMapping } from '../../src/asset';
import { variableName } from '../../src/channel';
import { SERVICE_VARIABLE } from '../../src/conversations';
import { type Entry, findEntry } from '../../src/mapping';
import { nameOfRule } from '../../src/place';
import { type Choice, choose } from '../../src/proxy-address';
import { parseQuestion } from '../../src/question';
import { asRefusal, Refusal } from '../../src/refusal';
import { findPool, type Trace } from '../../src/rules';
import { plainIdentity } from '../mapping/identity';
import { entriesIn, type Part, partsIn } from '../mapping/parts';
import { nameOfPlace } from '../mapping/place';
import { positionsIn } from '../mapping/positions';
import { poolsIn } from '../mapping/variables';
import { type Finding, finding } from '../terminal/finding';
import { type Configuration, readAssetText } from '../twilio/configuration';

/** The local mapping, in the asset and the variables. */
export interface Here {
  configuration: Configuration;
  assetsFolder: string;
  /** Whether identities may be shown. */
  identities: boolean;
}

/** The answer that the Function gives with the local mapping, and why. */
export interface Explanation {
  /** The addresses that the Function can give, or its refusal. */
  given: Choice | Refusal;
  /** Whether the Function would ask Conversations. */
  asks: boolean;
  /** The rule that decides, or the rules that were tried. Also a worker with a similar identity. */
  findings: Finding[];
}

/** Whether Conversations can make the Function give this address instead of the sticky one. */
export function mayGive({ given, asks }: Explanation, address: string): boolean {
  return asks && !(given instanceof Refusal) && given.candidates.includes(address);
}

/** One lookup of the Function: the part of the configuration, the key, and the part found. */
interface Look {
  within: Part;
  key: string | undefined;
  found: Part | undefined;
}

/** What the Function's code read while it answered. */
interface Seen {
  /** The asset, if the Function read it. */
  mapping?: UncheckedMapping;
  /** The channel's entry. */
  entry?: Part;
  /** The lookups in the entry. */
  looks: Look[];
}

/** Runs the Function's own code, and notes which rules the code looks up. */
export function explain(parameters: Record<string, unknown>, here: Here): Explanation {
  const seen: Seen = { looks: [] };
  const given = answer(parameters, here, seen);
  const asks = here.configuration.variables[SERVICE_VARIABLE] !== undefined;
  const why = reasonFor(given, `${parameters.ChannelType}`, here, seen);
  const decides = why ? [finding('rule/decides', [], why)] : [];
  return { given, asks, findings: [...decides, ...nearMiss(seen.looks)] };
}

function answer(
  parameters: Record<string, unknown>,
  { configuration, assetsFolder }: Here,
  seen: Seen,
): Choice | Refusal {
  try {
    const question = parseQuestion(parameters);
    const text = readAssetText(assetsFolder) ?? '{}';
    const entry = findEntry(question.channel, configuration.variables, () => {
      seen.mapping = parseAsset(text);
      return seen.mapping;
    });
    const part = seen.mapping
      ? entriesIn(seen.mapping, positionsIn(text), {}).find(({ key }) => key === question.channel)
      : poolsIn(configuration).find(({ key }) => key === entry.place());
    if (part) {
      seen.entry = part;
      findPool(question, entry, looksFrom(entry, part, seen.looks));
    }
    return choose(question, entry);
  } catch (thrown) {
    return asRefusal(thrown);
  }
}

/** Notes each lookup with the parts that belong to the Function's entries. */
function looksFrom(entry: Entry, part: Part, looks: Look[]): Trace {
  const parts = new Map([[entry, part]]);
  return (table, key, entryFound) => {
    const within = parts.get(table);
    if (!within) return;
    const found = entryFound && partsIn(within).find((below) => below.key === key);
    if (entryFound && found) parts.set(entryFound, found);
    looks.push({ within, key, found });
  };
}

function reasonFor(
  given: Choice | Refusal,
  channel: string,
  { assetsFolder, configuration, identities }: Here,
  { mapping, entry, looks }: Seen,
): string | undefined {
  const asset = path.join(assetsFolder, ASSET_FILE);
  if (!entry) {
    return (
      mapping && `Tried ${variableName(channel)} (not set), "${channel}" in ${asset} (not set).`
    );
  }
  if (given instanceof Refusal && given.status === 403 && given.code === 48026) {
    return `Tried ${[...new Set(looks.flatMap(inVain))].join(', ')}.`;
  }
  const decides = looks.findLast(({ found }) => found)?.found ?? entry;
  const { value } = decides;
  const file = mapping ? asset : configuration.envFile.name;
  const position = decides.position?.();
  const line = position ? `line ${position} of ${file}` : file;
  const pool = Array.isArray(value) ? `a pool of ${new Set(value).size}` : 'one address';
  const nobody = looks.filter(({ within, key }) => within.kind === 'routes' && key !== undefined);
  const besides = nobody
    .filter(({ found }) => !found)
    .map(({ within }) => ` ${within.name} has no such worker.`);
  return `Decided by ${nameOfPlace(decides, identities)}, ${line}: ${pool}.${besides.join('')}`;
}

/** Names the rule or key that a lookup did not find. */
function inVain({ within: { kind, name }, key = '', found }: Look): string[] {
  if (found) return [];
  switch (kind) {
    case 'channel':
    case 'route':
      return [`${name}${nameOfRule(key)} (not set)`];
    case 'routes':
      return [`${name} (no such worker)`];
    case 'prefixes':
      return [
        `${name} (${key ? "the customer's number begins with none" : 'the customer has no phone number'})`,
      ];
    case 'mapping':
    case 'pool':
    case 'address':
    case 'no channel':
    case 'no rule':
    case 'no prefix':
      return [];
  }
}

/**
 * Finds a worker with a similar identity. The Function compares identities exactly, and only this
 * finding shows a slip in capitals or white space.
 */
function nearMiss(looks: Look[]): Finding[] {
  return looks.flatMap(({ within, key: asked, found }) => {
    if (within.kind !== 'routes' || asked === undefined || found) return [];
    const meant = partsIn(within).find(({ key }) => plainIdentity(key) === plainIdentity(asked));
    return meant ? [finding('worker/alike', meant, asked)] : [];
  });
}
