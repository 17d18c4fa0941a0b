import { describe, expect, test } from '@jest/globals';
import { judge, judgeUnsigned, refusalOf } from '../../scripts/callback/answer';

const refusal = (code: number, status = 403) => ({
  ...{ status, code, message: 'Own.' },
  more_info: `https://www.twilio.com/docs/api/errors/${code}`,
});

const json = (body: unknown, status = 200) => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

const RIGHT = { proxy_address: '+12025551234' };
const overhead = Buffer.byteLength(JSON.stringify({ ...RIGHT, more: '' }));
/** A right answer of so many bytes, of which its characters have two. */
const ofBytes = (bytes: number) =>
  json({ ...RIGHT, more: 'é'.repeat((bytes - overhead) / 2) + 'x'.repeat((bytes - overhead) % 2) });

describe('what Frontline would do with an answer', () => {
  const QUESTION = { ChannelType: 'sms', ChannelValue: '+12025550199' };

  test.each([
    [48003, 'answer/no-json', [], { ...json({}), body: '<html>' }],
    // In bytes, not in characters.
    [48003, 'answer/too-large', [], ofBytes(65_537)],
    [48003, 'answer/type', ['text/plain'], { ...json(RIGHT), contentType: 'text/plain' }],
    [48003, 'answer/type', [''], { ...json(RIGHT), contentType: '' }],
    [48026, 'answer/no-address', [], json({})],
    [48026, 'answer/no-address', [], json(null)],
    [48026, 'answer/malformed', [48026, /in quotes$/], json({ proxy_address: 42 })],
    [48026, 'answer/malformed', [48026, /E\.164/], json({ proxy_address: '12025551234' })],
    [48027, 'answer/own', [], json({ proxy_address: '+12025550199' })],
    [
      48029,
      'answer/malformed',
      [48029, /another channel, whatsapp$/],
      json({ proxy_address: 'whatsapp:+12025551234' }),
    ],
    [48004, 'answer/failed', [500], json({}, 500)],
    [48004, 'answer/failed', [302], json({}, 302)],
    [48004, 'answer/failed', [199], json(RIGHT, 199)],
    [48004, 'answer/failed', [300], json(RIGHT, 300)],
    [48004, 'answer/not-found', ['/callbacks/outgoing-conversation'], json('Not found', 404)],
    [48004, 'answer/wrong-signature', [401], json('No', 401)],
    [48004, 'answer/wrong-signature', [400], json('No', 400)],
    // Another's error, in the same shape.
    [48004, 'answer/wrong-signature', [403], json(refusal(20403), 403)],
    [48004, 'answer/refusal', [48027, 'Own.'], json(refusal(48027), 403)],
  ])('reports %d: %s %j', (code, name, values, answer) => {
    const { verdict, proxyAddress } = judge(answer, QUESTION);
    expect(verdict).toMatchObject({ code: name, level: 'error', places: [] });
    expect(verdict.values).toEqual(
      values.map((value) => (value instanceof RegExp ? expect.stringMatching(value) : value)),
    );
    expect(`${verdict.message}`).toContain(`Frontline would report ${code}`);
    // Of a refusal, the Function's own code tells more.
    const read = name === 'answer/refusal' ? values[0] : code;
    expect(`${verdict.message}`).toMatch(
      new RegExp(`[^.]\\.\n  https://www\\.twilio\\.com/docs/api/errors/${read}$`),
    );
    expect(proxyAddress).toBeUndefined();
  });

  test.each([
    [json(RIGHT)],
    [json(RIGHT, 299)],
    [ofBytes(65_536)],
    [{ ...json(RIGHT), contentType: 'Application/JSON' }],
  ])('starts the conversation', (answer) => {
    const { verdict, proxyAddress } = judge(answer, QUESTION);
    expect(verdict).toMatchObject({ code: 'answer/right', values: ['+12025551234'] });
    expect(verdict.level).toBe('right');
    expect(proxyAddress).toBe('+12025551234');
  });

  const ON_WHATSAPP = { ChannelType: 'whatsapp', ChannelValue: 'whatsapp:+12025550199' };

  test('misses the scheme of a WhatsApp address', () => {
    const { verdict, proxyAddress } = judge(json(RIGHT), ON_WHATSAPP);
    const values = ['whatsapp:+12025551234'];
    expect(verdict).toMatchObject({ code: 'answer/prefix', level: 'error', values });
    expect(`${verdict.message}`).toContain('report 48029: ');
    expect(proxyAddress).toBeUndefined();
  });

  test('misses the scheme of an address of Messenger, which other channels do not have', () => {
    const question = { ChannelType: 'messenger', ChannelValue: 'messenger:1' };
    expect(judge(json({ proxy_address: '42' }), question).verdict).toMatchObject({
      ...{ code: 'answer/prefix', values: ['messenger:42'] },
    });
    const answer = json({ proxy_address: 'messenger:42' });
    expect(judge(answer, question).proxyAddress).toBe('messenger:42');
    const line = { ChannelType: 'line', ChannelValue: '1' };
    expect(judge(json({ proxy_address: '42' }), line).proxyAddress).toBe('42');
  });

  test("knows the customer's own address by its number", () => {
    const answer = json({ proxy_address: 'whatsapp:+12025550199' });
    expect(judge(answer, ON_WHATSAPP).verdict.code).toBe('answer/own');
  });

  test.each([400, 401, 403])('a request without a signature is refused with %d', (status) => {
    const { verdict } = judge(json('No', status), QUESTION);
    expect(verdict).toMatchObject({
      ...{ code: 'answer/wrong-signature', level: 'error', values: [status] },
    });
    expect(`${verdict.message}`).toContain('report 48004: ');
  });
});

test.each([
  [json(refusal(48000, 422), 422), 48000],
  [json(refusal(48004, 500), 500), 48004],
  [json(refusal(48029, 500), 500), 48029],
  // Twilio's own, and what only looks like ours.
  [json(refusal(20403), 403), undefined],
  [json(refusal(48028), 403), undefined],
  [json(refusal(48026), 500), undefined],
  [json({ ...refusal(48026), code: '48026' }, 403), undefined],
  [json({ ...refusal(48026), message: 42 }, 403), undefined],
  [json({ ...refusal(48026), more_info: 'https://example.com/' }, 403), undefined],
  [{ ...json({}, 403), body: '<html>' }, undefined],
])('a refusal of the Function: %j, %p', (answer, code) => {
  expect(refusalOf(answer)?.code).toBe(code);
});

const ADDRESS = '{"proxy_address":"+12"}';
const REFUSAL = JSON.stringify(refusal(48026));

test.each([
  // Only an answer of the Function itself says that anybody can ask.
  ['https://x.twil.io/', 200, ADDRESS, 'error', 'answered'],
  ['https://x.twil.io/', 403, REFUSAL, 'error', 'answered'],
  ['https://x.twil.io/', 500, JSON.stringify(refusal(48029, 500)), 'error', 'answered'],
  ['https://localhost.example.com/', 200, ADDRESS, 'error', 'answered'],
  ['https://x.twil.io/', 403, 'Forbidden', 'right', 'refused'],
  ['https://x.twil.io/', 401, '', 'right', 'refused'],
  ['https://x.twil.io/', 400, 'Bad Request', 'right', 'refused'],
  ['https://x.twil.io/', 403, JSON.stringify(refusal(20403)), 'right', 'refused'],
  ['https://x.twil.io/', 403, '{"status":403,"code":48026}', 'right', 'refused'],
  ['https://x.twil.io/', 400, JSON.stringify(refusal(48000, 403)), 'right', 'refused'],
  ['https://x.twil.io/', 404, 'Not found', 'unchecked', 'elsewhere'],
  ['https://x.twil.io/', 302, '', 'unchecked', 'elsewhere'],
  ['https://x.twil.io/', 429, '{"code":20429}', 'unchecked', 'elsewhere'],
  ['https://x.twil.io/', 200, '{"proxy_address":"+12","more":1}', 'unchecked', 'elsewhere'],
  ['https://x.twil.io/', 200, '{"proxy_address":12}', 'unchecked', 'elsewhere'],
  ['https://x.twil.io/', 201, ADDRESS, 'unchecked', 'elsewhere'],
  ['http://localhost:3000/', 200, ADDRESS, 'unchecked', 'local'],
  ['http://127.0.0.1:3000/', 403, REFUSAL, 'unchecked', 'local'],
  ['http://[::1]:3000/', 404, '{}', 'unchecked', 'local'],
])('unsigned to %s: %d %s', (url, status, body, level, code) => {
  const verdict = judgeUnsigned(new URL(url), { status, contentType: '', body });
  expect(verdict).toMatchObject({ code: `unsigned/${code}`, level, places: [] });
});
