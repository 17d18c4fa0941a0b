import { describe, expect, test } from '@jest/globals';
import { judge, judgeUnsigned } from '../../scripts/callback/verdict';

const refusal = (code: number, status = 403) => ({
  ...{ status, code, message: 'Own.' },
  more_info: `https://www.twilio.com/docs/api/errors/${code}`,
});

describe('what Frontline would do with an answer', () => {
  const QUESTION = { ChannelType: 'sms', ChannelValue: '+12025550199' };
  const json = (body: unknown) => ({
    status: 200,
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify(body),
  });

  test.each([
    [48003, 'not JSON', { ...json({}), body: '<html>' }],
    [48003, 'over 64 kB', json({ proxy_address: '+12025551234', more: 'x'.repeat(65_536) })],
    [
      48003,
      'not application/json, but text/plain',
      { ...json({ proxy_address: '+12' }), contentType: 'text/plain' },
    ],
    [
      48003,
      'not application/json, but of no type',
      { ...json({ proxy_address: '+12' }), contentType: '' },
    ],
    [48026, 'has no proxy_address', json({})],
    [48026, 'has no proxy_address', json(null)],
    [48026, 'must be an address in quotes', json({ proxy_address: 42 })],
    [48026, 'must be + and 2 to 15 digits', json({ proxy_address: '12025551234' })],
    [48027, "is the customer's own", json({ proxy_address: '+12025550199' })],
    [
      48029,
      'an address of another channel, whatsapp',
      json({ proxy_address: 'whatsapp:+12025551234' }),
    ],
    [48004, 'failed with status 500', { ...json({}), status: 500 }],
    [48004, 'failed with status 302', { ...json({}), status: 302 }],
    [48004, 'nothing is there (404)', { ...json('Not found'), status: 404 }],
    [48004, 'the signature was refused (401)', { ...json('No'), status: 401 }],
    [48004, 'the signature was refused (400)', { ...json('No'), status: 400 }],
    [48004, 'refuses with 48027: Own.', { ...json(refusal(48027)), status: 403 }],
    // Another's error, in the same shape.
    [48004, 'the signature was refused (403)', { ...json(refusal(20403)), status: 403 }],
  ])('reports %d: %s', (code, reason, answer) => {
    const { level, text } = judge(answer, QUESTION, true);
    expect(level).toBe('fail');
    expect(text).toContain(`Frontline would report ${code}: `);
    expect(text).toContain(reason);
    // Of a refusal, the Function's own code tells more.
    const [, read = code] = /refuses with (\d+)/.exec(reason) ?? [];
    expect(text).toContain(`\nhttps://www.twilio.com/docs/api/errors/${read}`);
  });

  test('misses the scheme of a WhatsApp address', () => {
    const question = { ChannelType: 'whatsapp', ChannelValue: 'whatsapp:+12025550199' };
    expect(judge(json({ proxy_address: '+12025551234' }), question, true).text).toContain(
      '48029: proxy_address must be written whatsapp:+12025551234',
    );
  });

  const ADDRESS = '{"proxy_address":"+12"}';
  const REFUSAL = JSON.stringify(refusal(48026));

  test.each([
    // Only an answer of the Function itself says that anybody can ask.
    ['https://x.twil.io/', 200, ADDRESS, 'fail'],
    ['https://x.twil.io/', 403, REFUSAL, 'fail'],
    ['https://x.twil.io/', 500, JSON.stringify(refusal(48029, 500)), 'fail'],
    ['https://x.twil.io/', 403, 'Forbidden', 'pass'],
    ['https://x.twil.io/', 401, '', 'pass'],
    ['https://x.twil.io/', 400, 'Bad Request', 'pass'],
    ['https://x.twil.io/', 403, JSON.stringify(refusal(20403)), 'pass'],
    ['https://x.twil.io/', 403, '{"status":403,"code":48026}', 'pass'],
    ['https://x.twil.io/', 400, JSON.stringify(refusal(48000, 403)), 'pass'],
    ['https://x.twil.io/', 404, 'Not found', 'unchecked'],
    ['https://x.twil.io/', 302, '', 'unchecked'],
    ['https://x.twil.io/', 429, '{"code":20429}', 'unchecked'],
    ['https://x.twil.io/', 200, '{"proxy_address":"+12","more":1}', 'unchecked'],
    ['https://x.twil.io/', 200, '{"proxy_address":12}', 'unchecked'],
    ['https://x.twil.io/', 201, ADDRESS, 'unchecked'],
    ['https://localhost.example.com/', 200, ADDRESS, 'fail'],
    ['http://localhost:3000/', 200, ADDRESS, 'unchecked'],
    ['http://127.0.0.1:3000/', 403, REFUSAL, 'unchecked'],
    ['http://[::1]:3000/', 404, '{}', 'unchecked'],
  ])('unsigned to %s: %d %s', (url, status, body, level) => {
    const verdict = judgeUnsigned(new URL(url), { status, contentType: '', body });
    expect(verdict.level).toBe(level);
    expect(/not from this Function/.test(verdict.text)).toBe(
      level === 'unchecked' && !url.startsWith('http:'),
    );
  });
});
