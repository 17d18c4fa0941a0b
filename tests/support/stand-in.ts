import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { recordOf } from '../../src/record';
import { certificate } from './certificate';

/** One request to a Twilio host. */
export interface RecordedRequest {
  method: string;
  /** The Twilio host, such as `api.twilio.com`. */
  host: string;
  /** The path with its query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** The answer of the stand-in. */
export interface Answer {
  status: number;
  /** Sent as JSON. */
  body: unknown;
  headers?: Record<string, string>;
  /** How long the stand-in takes to answer; 0 by default. */
  delayMs?: number;
  /** A text that is sent as it is, instead of the body. */
  text?: string;
  /** Whether the connection breaks instead of an answer. */
  resets?: boolean;
}

/** Decides the answer to a request. `undefined` means that Twilio has no resource there (404). */
export type Answerer = (
  request: RecordedRequest,
) => Answer | undefined | Promise<Answer | undefined>;

/** A running stand-in for Twilio. */
export interface StandIn {
  /** Environment variables that lead a child process to the stand-in instead of Twilio. */
  environment: Record<string, string>;
  /** Every request so far, oldest first. */
  requests: RecordedRequest[];
  /**
   * Breaks every connection, and removes the stand-in's folder. The end of the process removes the
   * folder too.
   */
  close(): Promise<void>;
}

/** Credentials of the stand-in's only account. Twilio has no account with this SID. */
export const CREDENTIALS = { ACCOUNT_SID: `AC${'0'.repeat(32)}`, AUTH_TOKEN: 'abcd'.repeat(8) };

const AUTHORIZATION = `Basic ${btoa(`${CREDENTIALS.ACCOUNT_SID}:${CREDENTIALS.AUTH_TOKEN}`)}`;

/**
 * Makes Twilio's answer for an error, in the form that Twilio's clients read.
 *
 * @see https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions
 */
export function twilioError(status: number, code: number, message: string): Answer {
  const moreInfo = `https://www.twilio.com/docs/errors/${code}`;
  return { status, body: { code, message, more_info: moreInfo, status } };
}

/**
 * Starts a stand-in for every HTTPS API under twilio.com, on the loopback interface.
 *
 * It is a proxy that ends each tunnel in a server of its own. So the real `twilio-run` and the real
 * `twilio` client talk to it unchanged, and nothing that they send leaves this machine. It refuses
 * all credentials except those of its own account.
 */
export async function startTwilioStandIn(answer: Answerer): Promise<StandIn> {
  const requests: RecordedRequest[] = [];

  const { key, cert } = certificate();
  const twilio = createHttpsServer({ key, cert }, async (message, response) => {
    const { method = '', url: path = '', headers } = message;
    // Reading fails only if the client has left. Then nobody waits for an answer.
    const body = await buffer(message).catch(() => undefined);
    if (!body) return;
    const request = { method, host: headers.host ?? '', path, headers, body };
    requests.push(request);
    const reply = await replyTo(request, answer);
    // After the stand-in is closed, an answer that is still due must not keep the process alive.
    await delay(reply.delayMs, undefined, { ref: false });
    if (reply.resets) message.socket.destroy();
    response.writeHead(reply.status, { 'Content-Type': 'application/json', ...reply.headers });
    response.end(reply.text ?? JSON.stringify(reply.body));
  });

  const connections = new Set<Socket>();
  const proxy = createServer()
    .on('connection', (connection) => {
      connections.add(connection);
      connection.once('close', () => connections.delete(connection));
    })
    .on('connect', (_request, tunnel) => {
      tunnel.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      twilio.emit('connection', tunnel);
    });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');

  const folder = mkdtempSync(join(tmpdir(), 'twilio-stand-in-'));
  const certificateFile = join(folder, 'certificate.pem');
  writeFileSync(certificateFile, cert);
  const removeFolder = () => rmSync(folder, { recursive: true });
  process.once('exit', removeFolder);

  return {
    environment: {
      HTTP_PROXY: `http://127.0.0.1:${recordOf(proxy.address()).port}`,
      NODE_EXTRA_CA_CERTS: certificateFile,
    },
    requests,
    async close() {
      const closed = new Promise((resolve) => proxy.close(resolve));
      for (const connection of connections) connection.destroy();
      await closed;
      process.off('exit', removeFolder);
      removeFolder();
    },
  };
}

async function replyTo(request: RecordedRequest, answer: Answerer): Promise<Answer> {
  try {
    const { method, path, headers } = request;
    // https://www.twilio.com/docs/api/errors/20003
    if (headers.authorization !== AUTHORIZATION) return twilioError(401, 20003, 'Authenticate');
    return (await answer(request)) ?? twilioError(404, 20404, `No resource at ${method} ${path}`);
  } catch (error) {
    // The client prints this message, so a developer sees the fault first.
    return twilioError(500, 20500, `The stand-in's own answer failed: ${error}`);
  }
}
