import path from 'node:path';
import { ASSET_FILE, parseAsset } from '../../src/asset';
import { variableName } from '../../src/channel';
import { SERVICE_VARIABLE } from '../../src/conversations';
import { findEntry } from '../../src/mapping';
import { nameOfRule } from '../../src/place';
import { type Choice, choose } from '../../src/proxy-address';
import { parseQuestion } from '../../src/question';
import { asRefusal, Refusal } from '../../src/refusal';
import { findPool, type Trace } from '../../src/rules';
import { entriesIn } from '../mapping/entries';
import { plainIdentity } from '../mapping/misspelt';
import { type Part, partAt, partsIn } from '../mapping/parts';
import { positionsIn } from '../mapping/positions';
import { poolsIn } from '../mapping/variables';
import { type Finding, finding } from '../terminal/finding';
import { nameOfPlace } from '../terminal/personal';
import { type Configuration, readAssetText } from '../twilio/configuration';

/** The local mapping, in the asset and the variables. */
export interface Here {
  configuration: Configuration;
  assetsFolder: string;
  /** Whether identities may be shown. */
  identities: boolean;
  /** Where the rule decides, if the Function is somewhere else: " here" or " there". */
  where?: string;
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

/** What the Function's code read while it answered. */
interface Seen {
  /** The part that the last lookup found. Missing if the last lookup found nothing. */
  decides?: Part | undefined;
  /** What the lookups did not find. */
  tried: Set<string>;
  /** The tables of workers that do not have this worker. */
  withoutWorker: Part[];
}

/** Runs the Function's own code, and notes which rules the code looks up. */
export function explain(parameters: Record<string, unknown>, here: Here): Explanation {
  const seen: Seen = { tried: new Set(), withoutWorker: [] };
  const given = answer(parameters, here, seen);
  const asks = here.configuration.variables[SERVICE_VARIABLE] !== undefined;
  const alike = seen.withoutWorker.flatMap((table) => nearMiss(table, `${parameters.Worker}`));
  return { given, asks, findings: [...reasonFor(seen, here), ...alike] };
}

function answer(
  parameters: Record<string, unknown>,
  { configuration, assetsFolder }: Here,
  seen: Seen,
): Choice | Refusal {
  try {
    const question = parseQuestion(parameters);
    const { channel } = question;
    const text = readAssetText(assetsFolder) ?? '{}';
    const file = path.join(assetsFolder, ASSET_FILE);
    const variable = variableName(channel);
    const set = poolsIn(configuration).find(({ key }) => key === variable);
    const mapping = set ? {} : parseAsset(text);
    const inAsset = () => entriesIn(mapping, positionsIn(text), {}, file);
    const part = set ?? inAsset().find(({ key }) => key === channel);
    if (!part) seen.tried.add(`${variable} (not set), "${channel}" in ${file} (not set)`);
    const entry = findEntry(channel, configuration.variables, () => mapping);
    seen.decides = part;
    if (part) findPool(question, entry, watching(part, seen));
    return choose(question, entry);
  } catch (thrown) {
    return asRefusal(thrown);
  }
}

/** Notes the part of each lookup. The lookups go from the entry down, and from a worker back up. */
function watching(entry: Part, seen: Seen): Trace {
  let path = entry;
  return (table, key, isFound) => {
    let within: Part | undefined = path;
    while (within && within.value !== table.value) within = within.above;
    // The Function looks into a channel that is named like a rule, though nobody asks for it.
    if (!within || within.kind === 'no channel') return;
    const found = isFound && key !== undefined ? partAt(within, key) : undefined;
    seen.decides = found;
    if (found) path = found;
    else seen.tried.add(inVain(within, key));
    if (within.kind === 'workers' && key !== undefined && !found) seen.withoutWorker.push(within);
  };
}

/** Names the rule or key that a lookup did not find. Each new kind needs words of its own. */
function inVain({ kind, name }: Part, key: string | undefined): string {
  switch (kind) {
    case 'channel':
    case 'route':
      return `${name}${nameOfRule(`${key}`)} (not set)`;
    case 'workers':
      return `${name} (no such worker)`;
    case 'prefixes':
      return `${name} (${key ? "the customer's number begins with none" : 'the customer has no phone number'})`;
    // Nothing is looked up in these.
    case 'mapping':
    case 'pool':
    case 'address':
    case 'no channel':
    case 'no rule':
    case 'no prefix':
      return name;
  }
}

/** Names the part that decides. If nothing decides, names what was tried. */
function reasonFor(seen: Seen, { identities, where = '' }: Here): Finding[] {
  const { decides, tried, withoutWorker } = seen;
  if (!decides && tried.size === 0) return [];
  if (!decides) return [finding('rule/decides', [], `Tried${where} ${[...tried].join(', ')}.`)];
  const { value, file } = decides;
  const position = decides.position?.();
  const line = position ? `line ${position} of ${file}` : file;
  const pool = Array.isArray(value) ? `a pool of ${new Set(value).size}` : 'one address';
  const besides = withoutWorker.map(({ name }) => ` ${name} has no such worker.`).join('');
  const why = `Decided${where} by ${nameOfPlace(decides, identities)}, ${line}: ${pool}.${besides}`;
  return [finding('rule/decides', [], why)];
}

/**
 * Finds a worker with a similar identity. The Function compares identities exactly, and only this
 * finding shows a slip in capitals or white space.
 */
function nearMiss(table: Part, asked: string): Finding[] {
  const meant = partsIn(table).find(({ key }) => plainIdentity(key) === plainIdentity(asked));
  return meant ? [finding('worker/alike', meant, asked)] : [];
}
