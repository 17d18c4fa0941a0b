import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import twilio from 'twilio';
import { judgeFailure, type Request, send, urlOf } from '../../scripts/callback/request';
import { UsageError } from '../../scripts/terminal/command';
import { failure } from '../../scripts/terminal/finding';
import { recordOf } from '../../src/record';

const authToken = 'the-secret-token';

const parameters = {
  Location: 'GetProxyAddress',
  ChannelType: 'sms',
  ChannelValue: '+12025550199',
  CustomerId: '42',
  Worker: 'Änne+1@example.com',
};

afterEach(() => void jest.restoreAllMocks());

type Answering = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Sends a callback to a server that answers as it likes. */
async function sentTo(
  answer: Answering,
  { end = '', scheme = 'http', ...more }: Partial<Request> & { end?: string; scheme?: string } = {},
) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = recordOf(server.address());
  const url = new URL(`${scheme}://127.0.0.1:${port}/callback${end}`);
  try {
    return await send({ url, parameters, ...more });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('what is sent', () => {
  const whatArrives: Answering = async (request, response) => {
    const url = `http://${request.headers.host}${request.url}`;
    const signature = `${request.headers['x-twilio-signature']}`;
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    const isValid = twilio.validateRequest(authToken, signature, url, form);
    response.end(
      JSON.stringify([request.method, request.headers['content-type'], signature, isValid, form]),
    );
  };
  const FORM = 'application/x-www-form-urlencoded;charset=UTF-8';

  test.each(['', '#frontline', '?', '?a=b#c'])('is signed with %j behind the URL', async (end) => {
    const { body } = await sentTo(whatArrives, { end, authToken });
    expect(JSON.parse(body)).toEqual(['POST', FORM, expect.any(String), true, parameters]);
    const { body: other } = await sentTo(whatArrives, { end, authToken: 'other' });
    expect(JSON.parse(other)).toEqual(['POST', FORM, expect.any(String), false, parameters]);
  });

  test('is not signed without a token', async () => {
    const { body } = await sentTo(whatArrives);
    expect(JSON.parse(body)).toEqual(['POST', FORM, 'undefined', false, parameters]);
  });
});

test('what comes back is told as it is', async () => {
  const answer = await sentTo((_, response) => {
    response.writeHead(418, { 'Content-Type': 'text/plain' }).end('é');
  });
  expect(answer).toEqual({ status: 418, contentType: 'text/plain', body: 'é' });
});

test('who is sent elsewhere asks nobody there', async () => {
  const asked: unknown[] = [];
  const answer = await sentTo(({ url }, response) => {
    asked.push(url);
    response.writeHead(302, { Location: '/elsewhere' }).end();
  });
  expect(answer).toEqual({ status: 302, contentType: '', body: '' });
  expect(asked).toEqual(['/callback']);
});

test.each([
  ['endless', {}, (response: ServerResponse) => response],
  [
    'zipped: small on its way',
    { 'Content-Encoding': 'gzip' },
    (response: ServerResponse) => {
      const gzip = createGzip();
      gzip.on('error', () => {}).pipe(response);
      return gzip;
    },
  ],
])('of an answer that is %s, one byte more than 64 kB is read', async (_, headers, wrap) => {
  const { body } = await sentTo((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', ...headers });
    const stream = wrap(response.on('error', () => {}));
    const fill = () => {
      while (stream.write('x'.repeat(16_384)));
    };
    stream.on('drain', fill);
    fill();
  });
  expect(body).toBe('x'.repeat(65_537));
});

test.each(['http://localhost:3000', 'https://x.twil.io/callbacks/x?a=b#c', 'HTTPS://x.twil.io'])(
  '%s is a URL to ask',
  (url) => {
    expect(urlOf(url).href).toBe(new URL(url).href);
  },
);

const FORM = '--url must be a URL that begins with https:// or http://.';
const PLAIN = '--url must begin with https://: Twilio answers no plain http. Write https://.';
const OPEN = '--url must not hold a user name or a password.';

test.each([
  ['frontline', FORM],
  ['localhost:3000', FORM],
  ['', FORM],
  ['https://', FORM],
  ['https://x y/', FORM],
  ['ftp://x.twil.io/', FORM],
  ['http://x-1234-dev.twil.io/callbacks/outgoing-conversation', PLAIN],
  ['HTTP://X.TWIL.IO/', PLAIN],
  // A password is not repeated.
  ['me:secret@localhost', FORM],
  ['https://me:secret@localhost/', OPEN],
  ['https://me@localhost/', OPEN],
])('%j is no URL to ask', (url, message) => {
  expect(() => urlOf(url)).toThrow(new UsageError(message));
});

/** What is said of a request that fails. */
const failureOf = (url: string, sent: Promise<unknown>) =>
  sent.then(
    () => undefined,
    (error: unknown) => judgeFailure(error, new URL(url)),
  );

const HERE = 'http://127.0.0.1:3000/callback';
const THERE = 'https://x.twil.io/callback';

test('a server that is too slow: 48005', async () => {
  const { timeout } = AbortSignal;
  const waited = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(1));
  const failed = await failureOf(
    THERE,
    sentTo(() => {}),
  );
  expect(failed).toMatchObject({ code: 'answer/late', level: 'error' });
  expect(`${failed?.message}`).toContain('report 48005: ');
  expect(waited.mock.calls).toEqual([[6_000]]);
});

test('a body that never ends is late, too', async () => {
  const { timeout } = AbortSignal;
  jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(100));
  const slow = sentTo((_, response) => void response.writeHead(200).write('{'));
  expect(await failureOf(THERE, slow)).toMatchObject({ code: 'answer/late' });
});

test.each<[string, Answering, string, string, RegExp]>([
  ['breaks the connection', ({ socket }) => socket.destroy(), 'http', 'UND_ERR_SOCKET', /^Check/],
  ['does not speak https', () => {}, 'https', 'ERR_SSL_WRONG_VERSION_NUMBER', /speak https\. Copy/],
])('a server that %s: 48004', async (_, answer, scheme, code, cure) => {
  const failed = await failureOf(THERE, sentTo(answer, { scheme }));
  expect(failed).toMatchObject({
    ...{ code: 'answer/unreachable', level: 'error' },
    values: [code, expect.stringMatching(cure)],
  });
  expect(`${failed?.message}`).toContain('report 48004: ');
});

test.each([
  ['http://127.0.0.1:9/', 'answer/unreachable', 'bad port'],
  ['https://nowhere.invalid/', 'answer/unasked', expect.stringContaining('reach nowhere.invalid')],
])('nobody there: %s', async (url, code, why) => {
  expect(await failureOf(url, send({ url: new URL(url), parameters }))).toMatchObject({
    ...{ code, level: 'error', values: [why, expect.any(String)] },
  });
});

test('what this machine cannot do is no verdict on Frontline', () => {
  const failed = failure('network/proxy', 'x.twil.io', 407);
  const { code, message } = judgeFailure(failed, new URL(THERE));
  expect(code).toBe('answer/unasked');
  expect(`${message}`).toContain('refuses connections to x.twil.io (407)');
  expect(`${message}`).not.toMatch(/480\d\d/);
});

test('a server of one’s own that does not run is no verdict either', () => {
  const error = new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
  expect(judgeFailure(error, new URL(HERE))).toMatchObject({
    code: 'answer/unasked',
    values: ['Nothing listens at 127.0.0.1:3000.', 'Start it with npm start, or omit --url'],
  });
});

test.each([
  ['EPROTO', HERE, /^The server does not speak https\. Write http:\/\/$/],
  ['EPROTO', THERE, /^The server does not speak https\. Copy the URL/],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', HERE, /Write http:\/\/$/],
  ['ECONNRESET', THERE, /^Check the URL$/],
])('what helps against %s at %s', (code, url, cure) => {
  const error = new TypeError('fetch failed', { cause: { code } });
  expect(judgeFailure(error, new URL(url)).values).toEqual([code, expect.stringMatching(cure)]);
});
