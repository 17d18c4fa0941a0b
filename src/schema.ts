// Only the tools run this file. The Function imports its types alone, to stay small and start fast.
import * as v from 'valibot';
import { CHANNELS, OTHER_ADDRESS, SMS_ADDRESS, WHATSAPP_ADDRESS } from './address';
import { isRecord } from './record';

const NO_PREFIX = 'matches no number: a prefix is + and 1 to 15 digits, the first not 0';
const DEFAULT = 'The pool for customers whom no prefix matches.';
const PREFIXES =
  'By customer: how their number begins, such as +44, then a pool. The longest wins.';
const WORKERS =
  'By worker: their identity, then a pool or rules. What those leave open goes by the channel.';

/** Valibot takes a list for an object. */
const object = v.custom<Record<string, unknown>>(isRecord, 'must be an object: { "…": … }');
const prefix = v.pipe(v.string(), v.regex(/^\+[1-9]\d{0,14}$/, NO_PREFIX));

const IDENTITY = 'An address of yours, without white space.';
const OTHER_CHANNELS = CHANNELS.filter((channel) => !['sms', 'whatsapp', 'chat'].includes(channel));

function withoutPrefixes(...channels: string[]): RegExp {
  return new RegExp(`^(?!(?:${channels.join('|')}):)${OTHER_ADDRESS.source.slice(1)}`);
}

/** The forms that the entry of one kind of channel can take. */
function formsOf(pattern: RegExp, description: string) {
  const address = v.pipe(v.string(), v.regex(pattern), v.description(description));
  const list = v.pipe(v.array(address), v.minLength(1, 'must hold at least one address'));
  const pool = v.union([address, list]);
  const rules = {
    default: v.optional(v.pipe(pool, v.description(DEFAULT))),
    prefixes: v.optional(v.pipe(object, v.record(prefix, pool), v.description(PREFIXES))),
  };
  const route = v.union([
    pool,
    v.pipe(object, v.strictObject(rules, 'is no rule: use default or prefixes')),
  ]);
  const workers = v.pipe(object, v.record(v.string(), route), v.description(WORKERS));
  const channelRules = v.pipe(
    object,
    v.strictObject(
      { ...rules, workers: v.optional(workers) },
      'is no rule: use default, prefixes or workers',
    ),
  );
  return { pool, route, channelRules, channel: v.union([pool, channelRules]) };
}

/** The forms of an SMS entry. */
export const SMS = formsOf(SMS_ADDRESS, 'A number of yours: +, country code, number.');

/** The forms of a WhatsApp entry. */
export const WHATSAPP = formsOf(
  WHATSAPP_ADDRESS,
  'A WhatsApp sender of yours: whatsapp:+, country code, number.',
);

/** The forms of a chat entry. */
export const CHAT = formsOf(withoutPrefixes('sms', 'whatsapp', ...OTHER_CHANNELS), IDENTITY);

/** The forms of any other channel's entry. That it has no prefix of a third one, `parseAddress` finds. */
export const OTHER = formsOf(withoutPrefixes('sms', 'whatsapp', 'chat'), IDENTITY);

/** The whole mapping: what the private asset may hold. */
export const mapping = v.pipe(
  object,
  v.objectWithRest(
    {
      $schema: v.optional(v.string()),
      sms: v.optional(SMS.channel),
      whatsapp: v.optional(WHATSAPP.channel),
      chat: v.optional(CHAT.channel),
    },
    OTHER.channel,
  ),
);

/** A channel's entry that chooses: by worker, by the customer's number, or else by default. */
export type ChannelRules = v.InferOutput<typeof OTHER.channelRules>;
