import { checkAddress } from '../../src/address';
import { CHANNELS } from '../../src/channel';
import { isRecord } from '../../src/record';
import { FORMS, kindAt, RULES } from '../mapping/forms';
import { plainIdentity } from '../mapping/identity';
import { misspelt } from '../mapping/misspelt';
import { oddNumber, oddPrefix, writtenOut } from '../mapping/numbers';
import { type Part, partsIn } from '../mapping/parts';
import { type AddressPlace, error, type Finding, warning } from './finding';

/** Finds what is wrong with one part of the mapping, apart from what stands below it. */
export function partFindings(part: Part): Finding[] {
  switch (part.kind) {
    case 'channel':
      return [...channelName(part), ...closedToOthers(part), ...poolFindings(part)];
    case 'route':
      return poolFindings(part);
    case 'pool':
      return [...prefixFindings(part), ...poolFindings(part)];
    case 'prefixes':
      return tableFault(part);
    case 'routes':
      return [...tableFault(part), ...oddIdentities(part)];
    case 'address':
      return addressFindings(part);
    case 'mapping':
      return [];
    case 'no rule':
      return [warning(part, `is no rule: ${ruleMeant(part)}`)];
    case 'no prefix':
      return [warning(part, `matches no number: ${prefixMeant(part.key)}`)];
  }
}

/** Finds what is wrong with an address, wherever it stands: an error if the Function would refuse it. */
export function addressFindings(place: AddressPlace): Finding[] {
  const { channel, value } = place;
  const address = checkAddress(channel, value);
  if (typeof address === 'string') {
    const odd = oddNumber(address);
    return odd ? [warning(place, odd)] : [];
  }
  return [error(place, `${address.reason}${cureOf(channel, value)} (${address.code})`)];
}

/** What to write instead, as far as it can be told. */
function cureOf(channel: string, value: unknown): string {
  const right = writtenOut(channel, value);
  if (right) return `: write ${right}`;
  if (typeof value !== 'string') return '';
  if (/\s#/.test(value)) return ': a comment needs a line of its own';
  return value.includes(';') ? ': a comma separates addresses' : '';
}

/** Whether Frontline can ask for a channel of this name, as far as that tells. */
export function isChannelName(name: string): boolean {
  return !RULES.includes(name) && !misspelt(name, CHANNELS);
}

function channelName(channel: Part): Finding[] {
  if (RULES.includes(channel.key)) {
    return [warning(channel, 'is a rule, and hardly a channel: put it below one, such as "sms"')];
  }
  const meant = misspelt(channel.key, CHANNELS);
  return meant ? [warning(channel, `looks misspelt: is ${meant} meant?`)] : [];
}

/** A channel that has rules for some refuses all others. */
function closedToOthers(channel: Part): Finding[] {
  const rules = isRecord(channel.value) ? Object.keys(channel.value) : [];
  const tables = rules.filter((rule) => kindAt('channel', rule) === 'routes');
  if (tables.length === 0 || rules.includes('default')) return [];
  const but = rules.includes('prefixes') ? ', but for customers whom a prefix matches' : '';
  return [
    warning(channel, `has ${tables.join(', ')} and no default: everybody else is refused${but}`),
  ];
}

function poolFindings(pool: Part): Finding[] {
  if (!Array.isArray(pool.value)) return [];
  if (pool.value.length === 0) return [error(pool, 'must hold at least one address (48026)')];
  const seen = new Set<string>();
  return partsIn(pool).flatMap((place) => {
    const address = checkAddress(place.channel, place.value);
    if (typeof address !== 'string') return [];
    const isRepeated = seen.has(address);
    seen.add(address);
    return isRepeated ? [warning(place, 'is twice in its pool, and counts once')] : [];
  });
}

function prefixFindings(pool: Part): Finding[] {
  const odd = pool.key.startsWith('+') ? oddPrefix(pool.key) : undefined;
  return odd ? [warning(pool, odd)] : [];
}

function tableFault(table: Part): Finding[] {
  return isRecord(table.value) ? [] : [error(table, 'must be an object: { "…": … } (48026)')];
}

/** Identities are compared to the letter: what differs in capitals or blanks alone is surely unintended. */
function oddIdentities(table: Part): Finding[] {
  const identities = isRecord(table.value) ? Object.keys(table.value) : [];
  const alike = new Map<string, number>();
  for (const identity of identities) {
    const plain = plainIdentity(identity);
    alike.set(plain, (alike.get(plain) ?? 0) + 1);
  }
  const oddity = (identity: string) => {
    const plain = plainIdentity(identity);
    if (plain === '') return 'has no identity: nobody is called so';
    if (identity !== identity.trim()) return 'has white space around the identity, which counts';
    if ((alike.get(plain) ?? 0) < 2) return undefined;
    return 'differs from another identity in capitals or white space alone, which count';
  };
  if (identities.every((identity) => oddity(identity) === undefined)) return [];
  return partsIn(table).flatMap((own) => {
    const odd = oddity(own.key);
    return odd ? [warning(own, odd)] : [];
  });
}

function ruleMeant({ key, above }: Part): string {
  const known = Object.keys(FORMS[above?.kind ?? 'channel'].rules ?? {});
  const meant = misspelt(key, known);
  return meant ? `is ${meant} meant?` : `use ${known.join(' or ')}`;
}

function prefixMeant(key: string): string {
  const right = /^[1-9]\d{0,14}$/.test(key) ? `+${key}` : writtenOut('sms', key);
  return right ? `write ${right}` : 'a prefix is + and 1 to 15 digits, the first not 0';
}
