import type { Conversation } from '../stand-in/conversations';

/** A question of Frontline's, and the right answer. */
export interface Scene {
  title: string;
  /** The rule that decides, in the words of docs/mapping.md. */
  rule: string;
  parameters: { ChannelType: string; ChannelValue: string; Worker: string };
  /** The answer as JSON, or the status and code of a refusal. */
  answer: string;
}

/**
 * Three lines a scene: the title; then the channel, the customer, the worker, and behind the arrow
 * the right address, or the status and code of a refusal; then the rule.
 */
const SCRIPT = `
Dee starts an SMS conversation with a customer in California.
  sms +14155550199 dee@example.com → +14155550101
  the channel's default, a pool of three: Dee and this customer always get this number

Dee starts a conversation with a customer in Britain.
  sms +447700900199 dee@example.com → +442079460100
  the channel's prefix +44

Dee starts a conversation with a customer in Manhattan.
  sms +12125550199 dee@example.com → +12125550110
  the channel's prefix +1212, also a pool

Ana, who has a number of her own, starts a conversation with a customer in Britain.
  sms +447700900199 ana@example.com → +14155550120
  the worker's own number comes before every rule of the channel

Bo starts a conversation with a customer in Britain.
  sms +447700900199 bo@example.com → +442079460130
  the worker's prefix +44 comes before the worker's default

Bo starts a conversation with a customer in Manhattan.
  sms +12125550199 bo@example.com → +14155550130
  the worker's default comes before the channel's prefix +1212

Cy, who has a rule for France only, starts a conversation with a customer in Britain.
  sms +447700900199 cy@example.com → +442079460100
  the channel's prefix +44: no rule of the worker matches

Ana starts a WhatsApp conversation.
  whatsapp whatsapp:+14155550199 ana@example.com → whatsapp:+14155550150
  the channel's pool: the mapping has this number without whatsapp:, and the Function adds it

Bo starts a chat.
  chat customer-42 bo@example.com → front-desk
  the channel's only address

Bo starts a conversation on a channel that has no address.
  messenger messenger:42 bo@example.com → 403 48026
  refused: the channel has no address

Ana's contact list holds her own number.
  sms +14155550120 ana@example.com → 403 48027
  refused: the only address is the customer's own

Ana already texts a customer from the number that Dee would usually get. Now Dee starts a conversation.
  sms +14155550188 dee@example.com → +14155550100
  Twilio would refuse that number (48031), so Dee gets the next free number of the pool

Dee starts a conversation with a customer whom Dee already texts from another number of the pool.
  sms +14155550177 dee@example.com → +14155550102
  Dee keeps that number with this customer
`;

export const SCENES: Scene[] = SCRIPT.trim().split('\n\n').map(sceneOf);

function sceneOf(lines: string): Scene {
  const [title = '', line = '', rule = ''] = lines.split(/\n +/);
  const [question = '', right = ''] = line.split(' → ');
  const [ChannelType = '', ChannelValue = '', Worker = ''] = question.split(' ');
  const answer = /^\d+ \d+$/.test(right) ? right : JSON.stringify({ proxy_address: right });
  return { title, rule, parameters: { ChannelType, ChannelValue, Worker }, answer };
}

/** The stand-in's open conversations. */
export const CONVERSATIONS: Conversation[] = [
  { customer: '+14155550188', proxy: '+14155550102', workers: ['ana@example.com'] },
  { customer: '+14155550177', proxy: '+14155550102', workers: ['dee@example.com'] },
];
