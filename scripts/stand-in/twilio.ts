import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { generate } from 'selfsigned';

/** One request that a child process sent to a Twilio host. */
export interface RecordedRequest {
  method: string;
  /** The Twilio host asked, such as `api.twilio.com`. */
  host: string;
  /** The path with its query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What Twilio is to answer. */
export interface Answer {
  status: number;
  /** Sent as JSON. */
  body: unknown;
  headers?: Record<string, string>;
  /** How long Twilio takes to answer; no time at all by default. */
  delayMs?: number;
  /** Sent instead of the body, as it is. */
  text?: string;
  /** Whether the connection breaks instead. */
  resets?: boolean;
}

/** Decides the answer to a request: `undefined` stands for a resource that Twilio does not have. */
export type Answerer = (
  request: RecordedRequest,
) => Answer | undefined | Promise<Answer | undefined>;

/** A running stand-in for Twilio. */
export interface StandIn {
  /** Environment variables which lead a child process to the stand-in instead of to Twilio. */
  environment: Record<string, string>;
  /** Every request received so far, oldest first. */
  requests: RecordedRequest[];
  /** Breaks every connection, and removes what the stand-in made; at the end of the process that goes too. */
  close(): Promise<void>;
}

/** Credentials of the one account that the stand-in has, and that Twilio has not. */
export const CREDENTIALS = { ACCOUNT_SID: `AC${'0'.repeat(32)}`, AUTH_TOKEN: 'abcd'.repeat(8) };

const AUTHORIZATION = `Basic ${btoa(`${CREDENTIALS.ACCOUNT_SID}:${CREDENTIALS.AUTH_TOKEN}`)}`;

/**
 * Makes the answer with which Twilio reports an error, in the shape that its own clients read.
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
 * It is a proxy that ends each tunnel in a server of its own, so that the real `twilio-run` and the
 * real `twilio` client talk to it unchanged, and nothing that they send leaves this machine. It refuses
 * other credentials than those of its own account.
 */
export async function startTwilioStandIn(answer: Answerer): Promise<StandIn> {
  const requests: RecordedRequest[] = [];

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(message);
    requests.push(request);
    const { status, body, headers, delayMs = 0, text, resets } = await reply(answer, request);
    // An answer that is still due must not keep the process alive once the stand-in is closed.
    await delay(delayMs, undefined, { ref: false });
    if (resets) {
      message.socket.destroy();
      return;
    }
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(text ?? JSON.stringify(body));
  }

  const { private: key, cert } = await generate([{ name: 'commonName', value: '*.twilio.com' }], {
    keyType: 'ec',
    algorithm: 'sha256',
  });
  const twilio = createHttpsServer({ key, cert }, (message, response) => {
    // Reading fails only when the client has left, and then nobody waits for an answer.
    serve(message, response).catch(() => response.destroy());
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
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port');

  const folder = mkdtempSync(join(tmpdir(), 'twilio-stand-in-'));
  const certificateFile = join(folder, 'certificate.pem');
  writeFileSync(certificateFile, cert);
  const removeFolder = () => rmSync(folder, { recursive: true });
  process.once('exit', removeFolder);

  return {
    environment: {
      HTTP_PROXY: `http://127.0.0.1:${address.port}`,
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

async function read(message: IncomingMessage): Promise<RecordedRequest> {
  const { method = '', url: path = '', headers } = message;
  return { method, host: headers.host ?? '', path, headers, body: await buffer(message) };
}

async function reply(answer: Answerer, request: RecordedRequest): Promise<Answer> {
  try {
    const { method, path, headers } = request;
    // https://www.twilio.com/docs/api/errors/20003
    if (headers.authorization !== AUTHORIZATION) return twilioError(401, 20003, 'Authenticate');
    return (await answer(request)) ?? twilioError(404, 20404, `No resource at ${method} ${path}`);
  } catch (error) {
    // The client prints it, which is where whoever looks for the fault looks first.
    return twilioError(500, 20500, `The stand-in's own answer failed: ${error}`);
  }
}
