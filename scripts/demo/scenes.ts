import type { Conversation } from '../stand-in/conversations';

/** One question from Frontline, and the right answer: an address or an error code. */
export interface Scene {
  title: string;
  /** The rule that decides, in the words of docs/mapping.md. */
  rule: string;
  parameters: { ChannelType: string; ChannelValue: string; Worker: string };
  answer: { proxy_address: string } | { status: number; code: number };
}

export const SCENES: Scene[] = [
  {
    title: 'Dee starts an SMS conversation with a customer in California.',
    rule: "the channel's default, a pool of three: Dee and this customer always get this number",
    parameters: { ChannelType: 'sms', ChannelValue: '+14155550199', Worker: 'dee@example.com' },
    answer: { proxy_address: '+14155550101' },
  },
  {
    title: 'Dee starts a conversation with a customer in Britain.',
    rule: "the channel's prefix +44",
    parameters: { ChannelType: 'sms', ChannelValue: '+447700900199', Worker: 'dee@example.com' },
    answer: { proxy_address: '+442079460100' },
  },
  {
    title: 'Dee starts a conversation with a customer in Manhattan.',
    rule: "the channel's prefix +1212, also a pool",
    parameters: { ChannelType: 'sms', ChannelValue: '+12125550199', Worker: 'dee@example.com' },
    answer: { proxy_address: '+12125550110' },
  },
  {
    title: 'Ana, who has a number of her own, starts a conversation with a customer in Britain.',
    rule: "the worker's own number comes before every rule of the channel",
    parameters: { ChannelType: 'sms', ChannelValue: '+447700900199', Worker: 'ana@example.com' },
    answer: { proxy_address: '+14155550120' },
  },
  {
    title: 'Bo starts a conversation with a customer in Britain.',
    rule: "the worker's prefix +44 comes before the worker's default",
    parameters: { ChannelType: 'sms', ChannelValue: '+447700900199', Worker: 'bo@example.com' },
    answer: { proxy_address: '+442079460130' },
  },
  {
    title: 'Bo starts a conversation with a customer in Manhattan.',
    rule: "the worker's default comes before the channel's prefix +1212",
    parameters: { ChannelType: 'sms', ChannelValue: '+12125550199', Worker: 'bo@example.com' },
    answer: { proxy_address: '+14155550130' },
  },
  {
    title: 'Cy, who has a rule for France only, starts a conversation with a customer in Britain.',
    rule: "the channel's prefix +44: no rule of the worker matches",
    parameters: { ChannelType: 'sms', ChannelValue: '+447700900199', Worker: 'cy@example.com' },
    answer: { proxy_address: '+442079460100' },
  },
  {
    title: 'Ana starts a WhatsApp conversation.',
    rule: "the channel's pool: the mapping has this number without whatsapp:, and the Function adds it",
    parameters: {
      ChannelType: 'whatsapp',
      ChannelValue: 'whatsapp:+14155550199',
      Worker: 'ana@example.com',
    },
    answer: { proxy_address: 'whatsapp:+14155550150' },
  },
  {
    title: 'Bo starts a chat.',
    rule: "the channel's only address",
    parameters: { ChannelType: 'chat', ChannelValue: 'customer-42', Worker: 'bo@example.com' },
    answer: { proxy_address: 'front-desk' },
  },
  {
    title: 'Bo starts a conversation on a channel that has no address.',
    rule: 'refused: the channel has no address',
    parameters: {
      ChannelType: 'messenger',
      ChannelValue: 'messenger:42',
      Worker: 'bo@example.com',
    },
    answer: { status: 403, code: 48026 },
  },
  {
    title: "Ana's contact list holds her own number.",
    rule: "refused: the only address is the customer's own",
    parameters: { ChannelType: 'sms', ChannelValue: '+14155550120', Worker: 'ana@example.com' },
    answer: { status: 403, code: 48027 },
  },
  {
    title:
      'Ana already texts a customer from the number that Dee would usually get. Now Dee starts a conversation.',
    rule: 'Twilio would refuse that number (48031), so Dee gets the next free number of the pool',
    parameters: { ChannelType: 'sms', ChannelValue: '+14155550188', Worker: 'dee@example.com' },
    answer: { proxy_address: '+14155550100' },
  },
  {
    title:
      'Dee starts a conversation with a customer whom Dee already texts from another number of the pool.',
    rule: 'Dee keeps that number with this customer',
    parameters: { ChannelType: 'sms', ChannelValue: '+14155550177', Worker: 'dee@example.com' },
    answer: { proxy_address: '+14155550102' },
  },
];

/** The stand-in's open conversations. */
export const CONVERSATIONS: Conversation[] = [
  { customer: '+14155550188', proxy: '+14155550102', workers: ['ana@example.com'] },
  { customer: '+14155550177', proxy: '+14155550102', workers: ['dee@example.com'] },
];
