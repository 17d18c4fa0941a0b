import type { Conversation } from '../stand-in/conversations';

/** One question that Frontline asks, and the answer that is right: an address, or an error code. */
export interface Scene {
  title: string;
  /** The rule that decides, as the README calls it. */
  rule: string;
  parameters: { ChannelType: string; ChannelValue: string; Worker: string };
  answer: { proxy_address: string } | { status: number; code: number };
}

export const SCENES: Scene[] = [
  {
    title: 'Dee starts an SMS conversation with a customer in California.',
    rule: "the channel's default is a pool: of its three numbers, Dee and this customer always get this one",
    parameters: { ChannelType: 'sms', ChannelValue: '+14155550199', Worker: 'dee@example.com' },
    answer: { proxy_address: '+14155550101' },
  },
  {
    title: 'Dee starts one with a customer in Britain.',
    rule: "the channel's prefix +44",
    parameters: { ChannelType: 'sms', ChannelValue: '+447700900199', Worker: 'dee@example.com' },
    answer: { proxy_address: '+442079460100' },
  },
  {
    title: 'Dee starts one with a customer in Manhattan.',
    rule: "the channel's prefix +1212, again a pool",
    parameters: { ChannelType: 'sms', ChannelValue: '+12125550199', Worker: 'dee@example.com' },
    answer: { proxy_address: '+12125550110' },
  },
  {
    title: 'Ana, who has a number of her own, starts one with a customer in Britain.',
    rule: "the worker's own number, before any rule of the channel",
    parameters: { ChannelType: 'sms', ChannelValue: '+447700900199', Worker: 'ana@example.com' },
    answer: { proxy_address: '+14155550120' },
  },
  {
    title: 'Bo starts one with a customer in Britain.',
    rule: "the worker's prefix +44",
    parameters: { ChannelType: 'sms', ChannelValue: '+447700900199', Worker: 'bo@example.com' },
    answer: { proxy_address: '+442079460130' },
  },
  {
    title: 'Bo starts one with a customer in Manhattan.',
    rule: "the worker's default, before the channel's prefix +1212",
    parameters: { ChannelType: 'sms', ChannelValue: '+12125550199', Worker: 'bo@example.com' },
    answer: { proxy_address: '+14155550130' },
  },
  {
    title: 'Cy, who has a rule for France alone, starts one with a customer in Britain.',
    rule: "the channel's prefix +44, as no rule of the worker fits",
    parameters: { ChannelType: 'sms', ChannelValue: '+447700900199', Worker: 'cy@example.com' },
    answer: { proxy_address: '+442079460100' },
  },
  {
    title: 'Ana starts a WhatsApp conversation.',
    rule: "the channel's pool; a number written without whatsapp: gets it",
    parameters: {
      ChannelType: 'whatsapp',
      ChannelValue: 'whatsapp:+14155550199',
      Worker: 'ana@example.com',
    },
    answer: { proxy_address: 'whatsapp:+14155550150' },
  },
  {
    title: 'Bo starts a chat.',
    rule: "the channel's one address",
    parameters: { ChannelType: 'chat', ChannelValue: 'customer-42', Worker: 'bo@example.com' },
    answer: { proxy_address: 'front-desk' },
  },
  {
    title: 'Bo tries a channel that nobody has set up.',
    rule: 'refused: there is no address',
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
      'Ana texts a customer already, from the number that Dee and they would always get. Dee starts.',
    rule: 'the stand-in says that the number is taken: the next of the pool is free (else 48031)',
    parameters: { ChannelType: 'sms', ChannelValue: '+14155550188', Worker: 'dee@example.com' },
    answer: { proxy_address: '+14155550100' },
  },
  {
    title:
      'Dee texts a customer already, from another number than the one that they would always get.',
    rule: "the stand-in knows Dee's conversation: one thread, one number",
    parameters: { ChannelType: 'sms', ChannelValue: '+14155550177', Worker: 'dee@example.com' },
    answer: { proxy_address: '+14155550102' },
  },
];

/** What the stand-in's Conversations hold. */
export const CONVERSATIONS: Conversation[] = [
  { customer: '+14155550188', proxy: '+14155550102', workers: ['ana@example.com'] },
  { customer: '+14155550177', proxy: '+14155550102', workers: ['dee@example.com'] },
];
