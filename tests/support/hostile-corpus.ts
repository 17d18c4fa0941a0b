/** A request that only an attacker, a bug or a very odd CRM sends, and the right status. */
export interface HostileRequest {
  parameters: Record<string, string | string[]>;
  status: number;
}

/** Texts that a careless program mistakes for something else. */
export const HOSTILE_TEXTS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  'null',
  'undefined',
  '[object Object]',
  '{"a":1}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is meant to be one
  '${7*7}',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '../../.env',
  'a\nb\r\nc',
  'a\u0000b',
  '\u202eabc',
  '😀'.repeat(100),
  'ａｎａ',
  'x'.repeat(10_000),
];

const NUMBERS = [
  '+',
  '+0',
  '+1',
  '+'.repeat(20),
  'whatsapp:',
  'whatsapp:whatsapp:+12',
  `+1${'0'.repeat(10_000)}`,
];

/**
 * The corpus of requests. The statuses are right for a mapping that has an address for any worker
 * and customer on `sms`, and no other channel of the corpus. The property tests make their requests
 * from it.
 */
export const HOSTILE_REQUESTS: HostileRequest[] = [
  ...[...HOSTILE_TEXTS, '$schema', ' sms', 'sms ', 'sms\n', 'TWILIO_SMS_NUMBER'].map(
    (ChannelType) => ({
      parameters: { ChannelType },
      status: 403,
    }),
  ),
  ...HOSTILE_TEXTS.map((Worker) => ({ parameters: { ChannelType: 'sms', Worker }, status: 200 })),
  ...[...HOSTILE_TEXTS, ...NUMBERS].map((ChannelValue) => ({
    parameters: { ChannelType: 'sms', ChannelValue },
    status: 200,
  })),
  ...HOSTILE_TEXTS.map((CustomerId) => ({
    parameters: { ChannelType: 'sms', CustomerId },
    status: 200,
  })),
  ...[...HOSTILE_TEXTS, 'getproxyaddress', 'GetProxyAddress '].map((Location) => ({
    parameters: { ChannelType: 'sms', Location },
    status: 422,
  })),
  ...['Location', 'ChannelType', 'ChannelValue', 'CustomerId', 'Worker'].map((name) => ({
    parameters: { ChannelType: 'sms', [name]: ['sms', 'sms'] },
    status: 400,
  })),
  ...[...HOSTILE_TEXTS, 'request', 'context', 'callback'].map((name) => ({
    parameters: { ChannelType: 'sms', ...Object.fromEntries([[name, 'x']]) },
    status: 200,
  })),
];
