import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openNetwork } from '../../scripts/twilio/network';
import { recordOf } from '../../src/record';
import { certificate } from '../support/certificate';

const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'TWILIO_REGION', 'TWILIO_EDGE'];
const ALL = NAMES.flatMap((name) => [name, name.toLowerCase()]);

const before = { ...process.env };
beforeEach(() => {
  for (const name of ALL) delete process.env[name];
});
afterEach(() => {
  for (const name of ALL) delete process.env[name];
  Object.assign(process.env, before);
});

/** Sends a request, and returns the answer's status, or the words of the failure. */
async function sent(url: string): Promise<unknown> {
  try {
    const send = await openNetwork();
    return (await send(new URL(url), {}, 5_000)).status;
  } catch (error) {
    return recordOf(error).message;
  }
}

/** Runs a proxy that refuses with a status, or an origin that answers with it. */
async function listening(status: number, work: (host: string, asked: string[]) => Promise<void>) {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(status).end();
  }).on('connect', ({ url = '' }, tunnel) => {
    asked.push(url);
    tunnel.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    await work(`127.0.0.1:${recordOf(server.address()).port}`, asked);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a proxy', () => {
  test.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'])(
    'of %s is asked, and its refusal is its own',
    (name) =>
      listening(403, async (host, asked) => {
        process.env[name] = `http://${host}`;
        expect(await sent('https://api.twilio.com/')).toBe(
          'The proxy refuses connections to api.twilio.com (403). Allow api.twilio.com in the proxy, or add api.twilio.com to NO_PROXY.',
        );
        expect(asked).toEqual(['api.twilio.com:443']);
      }),
  );

  test('that wants a password says so, and the password is not shown', () =>
    listening(407, async (host) => {
      process.env.HTTPS_PROXY = `http://me:secret@${host}`;
      const said = await sent('https://api.twilio.com/');
      expect(said).toContain('(407). Write its user name and password into HTTPS_PROXY');
      expect(said).not.toContain('secret');
    }));

  test.each(['NO_PROXY', 'no_proxy'])('is not asked for a host of %s', (name) =>
    listening(403, async (host, asked) => {
      process.env.HTTPS_PROXY = `http://${host}`;
      process.env[name] = 'twilio.com,.invalid';
      expect(await sent('https://x.invalid/')).toContain('This machine cannot reach x.invalid (E');
      expect(asked).toEqual([]);
    }),
  );

  test('is not asked for what runs on this machine', () =>
    listening(403, async (proxy, asked) => {
      process.env.HTTP_PROXY = `http://${proxy}`;
      await listening(204, async (host) => {
        expect(await sent(`http://${host}/`)).toBe(204);
      });
      expect(asked).toEqual([]);
    }));

  test('that nobody runs is named', async () => {
    process.env.HTTPS_PROXY = 'http://proxy.invalid:3128';
    expect(await sent('https://api.twilio.com/')).toMatch(
      /^This machine cannot reach api\.twilio\.com \(\w+ proxy\.invalid\)\. Check the network\./,
    );
  });

  test.each(['proxy:3128', 'me:secret@proxy', 'nothing'])('cannot be %s', async (proxy) => {
    process.env.https_proxy = proxy;
    const said = await sent('https://api.twilio.com/');
    expect(said).toMatch(/^HTTPS_PROXY or HTTP_PROXY is not a URL\. Write http:/);
    expect(said).not.toContain('secret');
  });
});

describe('without a proxy', () => {
  test('a redirect is told, and not followed', () =>
    listening(307, async (host, asked) => {
      expect(await sent(`http://${host}/there`)).toBe(307);
      expect(asked).toEqual(['/there']);
    }));

  test.each([
    [{}, 'Check the network. Behind a proxy, set HTTPS_PROXY=http://host:port in the shell.'],
    [
      { TWILIO_REGION: 'xx1', TWILIO_EDGE: 'nowhere' },
      'The host follows from TWILIO_REGION=xx1 and TWILIO_EDGE=nowhere: unset both, or correct them.',
    ],
  ])('a host that is not there is named: %j', async (environment, cure) => {
    Object.assign(process.env, environment, { NO_PROXY: '*' });
    // No name server answers for a name that is too long: the same offline and online.
    const host = `${'x'.repeat(64)}.twilio.com`;
    const said = await sent(`https://${host}/`);
    expect(said).toMatch(
      /^This machine cannot reach x+\.twilio\.com \(ENOTFOUND x+\.twilio\.com\)/,
    );
    expect(said).toContain(cure);
  });
});

describe('a certificate', () => {
  test('that this machine does not trust is no fault of the server', async () => {
    const server = createHttpsServer(certificate());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const host = `localhost:${recordOf(server.address()).port}`;
    expect(await sent(`https://${host}/`)).toMatch(
      /^This machine does not trust the certificate of localhost:\d+ \(\w+\)\. If your network/,
    );
    server.closeAllConnections();
    server.close();
  });
});
