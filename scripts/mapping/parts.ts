import { nameOfItem, nameOfRule } from '../../src/place';
import { isRecord, recordOf } from '../../src/record';
import { FORMS, type Kind, kindAt, ruleMeantBy } from './forms';
import type { Place } from './place';
import type { Path, Position } from './positions';

/** What is known of a channel's entry, in the asset or in a variable, and so of each part in it. */
export interface Origin extends Place {
  channel: string;
  /** The position of the mapping. Missing for a variable. */
  mapping?: Position | undefined;
  /** The variable that is set instead, so that the Function never reads the entry in the asset. */
  hiddenBy?: string | undefined;
}

/**
 * A part of the configuration, as the Function would read it. A mapping can have 500,000 parts, so a
 * part is four things, and finds all else above when somebody asks.
 */
export class Part implements Place {
  /**
   * @param within The part that holds this part. For an entry, its origin.
   * @param key The key in the part above, or the index of an address. An address that is a pool of
   *   its own has the key and the place of its pool.
   */
  constructor(
    private readonly within: Part | Origin,
    readonly key: string,
    readonly kind: Kind,
    readonly value: unknown,
  ) {}

  /** The part that holds this part. `undefined` for an entry. */
  get above(): Part | undefined {
    return this.within instanceof Part ? this.within : undefined;
  }

  get origin(): Origin {
    return this.within instanceof Part ? this.within.origin : this.within;
  }

  get channel(): string {
    return this.origin.channel;
  }

  get file(): string | undefined {
    return this.origin.file;
  }

  get hiddenBy(): string | undefined {
    return this.origin.hiddenBy;
  }

  get name(): string {
    const { above, within, key } = this;
    if (!above || this.isOwnPool) return within.name;
    return above.name + (nameIn(above, key) ?? nameOfItem(numberIn(above.value, key)));
  }

  get counted(): string[] {
    const { above, within, key } = this;
    const counted = within.counted ?? [];
    const isNamed = !above || this.isOwnPool || nameIn(above, key) !== undefined;
    return isNamed ? counted : [...counted, key];
  }

  /** The line. If the asset has one line: line and column. */
  get position(): () => string | undefined {
    return () => this.origin.mapping?.lineOf(this.path) ?? this.origin.position?.();
  }

  /** The lines where the same key stands earlier in the asset, without effect. */
  get earlier(): string[] {
    const { mapping } = this.origin;
    return mapping?.repeats && !this.isOwnPool ? mapping.earlier(this.path) : [];
  }

  private get path(): Path {
    const { above, key } = this;
    return this.isOwnPool ? (above?.path ?? []) : [...(above?.path ?? []), key];
  }

  private get isOwnPool(): boolean {
    return this.kind === 'address' && !Array.isArray(this.above?.value);
  }
}

/** These parts and all parts below them. Each part comes before the parts below it. */
export function withAllBelow(parts: Part[], all: Part[] = []): Part[] {
  for (const part of parts) {
    all.push(part);
    withAllBelow(partsIn(part), all);
  }
  return all;
}

/** The parts directly below a part. */
export function partsIn(above: Part): Part[] {
  const { key, kind, value } = above;
  const { isPool, rules, entries } = FORMS[kind];
  if ((rules ?? entries) && isRecord(value)) {
    return Object.keys(value).map((below) => partAt(above, below));
  }
  if (!isPool) return [];
  return Array.isArray(value)
    ? value.map((item, index) => new Part(above, `${index}`, 'address', item))
    : [new Part(above, key, 'address', value)];
}

/** The part at a key of a part that is an object. */
export function partAt(above: Part, key: string): Part {
  return new Part(above, key, kindAt(above.kind, key), recordOf(above.value)[key]);
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

/** The name of a key in a part. `undefined` if the key is counted, because it may be personal. */
function nameIn({ kind, value }: Part, key: string): string | undefined {
  if (Array.isArray(value)) return nameOfItem(Number(key) + 1);
  const { rules, nameOf = rules && nameOfAnyRule } = FORMS[kind];
  return nameOf?.(key);
}

/** Names only rules and misspelt rules: any other key may be an identity in the wrong place. */
function nameOfAnyRule(rule: string): string | undefined {
  return ruleMeantBy(rule) && /^[a-z]+$/i.test(rule) ? nameOfRule(rule) : undefined;
}

/** The numbers of each table's keys. Kept, because a table can have 100,000 keys. */
const NUMBERS = new WeakMap<object, Map<string, number>>();

function numberIn(table: unknown, key: string): number {
  if (!isRecord(table)) return 0;
  const count = () => new Map(Object.keys(table).map((one, index) => [one, index + 1]));
  const numbers = NUMBERS.get(table) ?? count();
  NUMBERS.set(table, numbers);
  return numbers.get(key) ?? 0;
}
