import { parseAsset, type UncheckedMapping } from '../../src/asset';
import { findEntry } from '../../src/mapping';
import { type Choice, choose } from '../../src/proxy-address';
import { parseQuestion } from '../../src/question';
import { isRecord, recordOf } from '../../src/record';
import { asRefusal, Refusal } from '../../src/refusal';
import { OWN_RULES } from '../../src/rules';

/**
 * How a customer's number continues after a prefix. There are enough, so that no longer prefix
 * matches one of the numbers.
 */
const ENDINGS = ['', '00', '123456', '9876543'];

/** The parameter of a request that is the key of each table of somebody's own rules. */
const ASKED_BY = OWN_RULES.map(({ table, key }) => {
  const parameter = ['Worker', 'CustomerId', 'ChannelValue'].find((name) => {
    const event = { Location: 'GetProxyAddress', ChannelType: 'sms', [name]: 'asked' };
    return key(parseQuestion(event)) === 'asked';
  });
  if (!parameter) throw new Error(`No parameter asks for ${table}.`);
  return { table, parameter };
});

/**
 * Every kind of question that a mapping could answer differently, by channel, worker and customer.
 */
export function everyQuestion(
  mapping: unknown,
  variables: Record<string, string>,
): Record<string, string>[] {
  const inVariables = Object.keys(variables).map((name) => name.split('_')[1]?.toLowerCase() ?? '');
  return [...new Set([...Object.keys(recordOf(mapping)), ...inVariables])].flatMap((channel) => {
    const rules = recordOf(mapping)[channel];
    const customers = keysBelow(rules, ['prefixes'])
      .filter((prefix) => /^\+[1-9]/.test(prefix))
      .flatMap((prefix) => ENDINGS.map((ending) => prefix + ending));
    return namesIn(rules).flatMap((names) =>
      [undefined, '+33612345678', ...customers].map((customer) => ({
        Location: 'GetProxyAddress',
        ChannelType: channel,
        ...names,
        ...(customer !== undefined && { ChannelValue: customer }),
      })),
    );
  });
}

/** The parameters of everybody with own rules, of somebody without own rules, and of nobody. */
function namesIn(rules: unknown): Record<string, string>[] {
  return ASKED_BY.reduce<Record<string, string>[]>(
    (all, { table, parameter }) =>
      ['nobody', ...keysBelow(rules, [table])]
        .flatMap((name) => all.map((others) => ({ ...others, [parameter]: name })))
        .concat(all),
    [{}],
  );
}

let parsedText: string | undefined;
let parsedMapping: UncheckedMapping;

/** Parses an asset once for all questions to it. */
function parsedOnce(asset: string): UncheckedMapping {
  if (asset !== parsedText) parsedMapping = parseAsset(asset);
  parsedText = asset;
  return parsedMapping;
}

/** The answer of the Function's own code. */
export function given(
  question: Record<string, string>,
  asset: string,
  variables: Record<string, string>,
): Choice | Refusal {
  try {
    const parsed = parseQuestion(question);
    return choose(
      parsed,
      findEntry(parsed.channel, variables, () => parsedOnce(asset)),
    );
  } catch (error) {
    return asRefusal(error);
  }
}

/** The status of the Function's answer. */
export function statusOf(...asked: Parameters<typeof given>): number {
  const answer = given(...asked);
  return answer instanceof Refusal ? answer.status : 200;
}

/** The keys of every table with one of these names, wherever the table is. */
function keysBelow(value: unknown, names: string[]): string[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, below]) => [
    ...(names.includes(key) && isRecord(below) ? Object.keys(below) : []),
    ...keysBelow(below, names),
  ]);
}
