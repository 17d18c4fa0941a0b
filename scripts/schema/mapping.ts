import * as v from 'valibot';
import { OTHER_ADDRESS, SMS_ADDRESS, WHATSAPP_ADDRESS } from '../../src/address';
import { CHANNELS } from '../../src/channel';
import type { OwnTable, RuleName } from '../../src/rules';

/** What editors show of each rule, as somebody writes it. */
const DESCRIPTIONS: Record<RuleName, string> = {
  default: 'The pool for customers whom no prefix matches.',
  prefixes: 'By customer: how their number begins, such as +44, then a pool. The longest wins.',
  workers:
    'By worker: their identity, then a pool or rules. What those leave open goes by the channel.',
};

const IDENTITY = 'An address of yours, without white space.';
const OTHER_CHANNELS = CHANNELS.filter(
  (channel) => !['sms', 'whatsapp', 'voice', 'chat'].includes(channel),
);

const prefix = v.pipe(v.string(), v.regex(/^\+[1-9]\d{0,14}$/));

function withoutSchemes(...channels: string[]): RegExp {
  return new RegExp(`^(?!(?:${channels.join('|')}):)${OTHER_ADDRESS.source.slice(1)}`);
}

/** A rule that may be left out, with its description. */
function rule<T extends v.GenericSchema>(name: RuleName, schema: T) {
  return v.optional(v.pipe(schema, v.description(DESCRIPTIONS[name])));
}

/** The forms that the entry of one kind of channel can take. */
function formsOf(pattern: RegExp, description: string) {
  const address = v.pipe(v.string(), v.regex(pattern), v.description(description));
  const pool = v.union([address, v.pipe(v.array(address), v.minLength(1))]);
  const rules = {
    default: rule('default', pool),
    prefixes: rule('prefixes', v.record(prefix, pool)),
  };
  const ownRules = v.union([pool, v.strictObject(rules)]);
  const tables = {
    workers: rule('workers', v.record(v.string(), ownRules)),
  } satisfies Record<OwnTable, v.GenericSchema>;
  return { pool, ownRules, channel: v.union([pool, v.strictObject({ ...rules, ...tables })]) };
}

/** The forms of an SMS entry, and of one for calls. */
export const SMS = formsOf(SMS_ADDRESS, 'A number of yours: +, country code, number.');

/** The forms of a WhatsApp entry. */
export const WHATSAPP = formsOf(
  WHATSAPP_ADDRESS,
  'A WhatsApp sender of yours: whatsapp:+, country code, number.',
);

/** The forms of a chat entry. */
export const CHAT = formsOf(
  withoutSchemes('sms', 'whatsapp', 'voice', ...OTHER_CHANNELS),
  IDENTITY,
);

/** The forms of any other channel's entry. That it has no scheme of a third one, `npm run check` finds. */
export const OTHER = formsOf(withoutSchemes('sms', 'whatsapp', 'voice', 'chat'), IDENTITY);

/** The whole mapping: what the private asset may hold, for whoever writes it in an editor. */
export const mapping = v.objectWithRest(
  {
    $schema: v.optional(v.string()),
    sms: v.optional(SMS.channel),
    whatsapp: v.optional(WHATSAPP.channel),
    voice: v.optional(SMS.channel),
    chat: v.optional(CHAT.channel),
  },
  OTHER.channel,
);
