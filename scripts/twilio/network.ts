import type { RequestInit } from 'undici';
import { isRecord } from '../../src/record';
import { type Failure, failure } from '../terminal/finding';

/** A server that is too slow to connect to says nothing of Frontline, which waits 6 s. */
const CONNECTING_MS = 5_000;

/** Sends one request, and follows no redirect. It throws a Failure if this machine cannot send. */
export type Send = (
  url: URL,
  init: Pick<RequestInit, 'method' | 'body'> & { headers?: Record<string, string> },
  timeoutMs: number,
) => Promise<Response>;

/**
 * Opens the way to the network, which is the same for every command. Requests go through the proxy
 * of `HTTPS_PROXY` or `HTTP_PROXY`, but not to the hosts of `NO_PROXY`, and not to this machine.
 * The names count in small letters too. The library is loaded only now, because loading it takes
 * time.
 *
 * @param to The only URL to ask, if there is only one. Node.js can ask this machine without the
 *   library.
 * @throws Failure if the proxy's URL is malformed.
 * @see https://undici.nodejs.org/#/docs/api/EnvHttpProxyAgent
 */
export async function openNetwork(to?: URL): Promise<Send> {
  const send = to && isLocal(to) ? fetch : await fetchOfLibrary();
  return async (url, init, timeoutMs) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const request = { ...init, redirect: 'manual', signal } as const;
    const response = await send(url, request).catch((error: unknown) => {
      throw hereFailure(error, url) ?? error;
    });
    // Only a proxy answers so: https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8
    if (response.status === 407) throw failure('network/proxy', url.host, response.status);
    return response;
  };
}

async function fetchOfLibrary() {
  const { Agent, EnvHttpProxyAgent, fetch } = await import('undici');
  const connect = { timeout: CONNECTING_MS };
  const direct = new Agent({ connect });
  try {
    const proxied = new EnvHttpProxyAgent({ connect, proxyTls: connect });
    return (url: URL, init: RequestInit) =>
      fetch(url, { ...init, dispatcher: isLocal(url) ? direct : proxied });
  } catch {
    throw failure('network/proxy-url');
  }
}

/** Whether a URL leads to this machine. */
export function isLocal({ hostname }: URL): boolean {
  return /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

/**
 * The proxy for the Function that runs here, as Twilio's SDK reads it: the SDK knows one name alone.
 *
 * @see https://github.com/twilio/twilio-node/blob/main/src/base/RequestClient.ts
 */
export function proxyOfSdk(): { HTTP_PROXY?: string } {
  const { https_proxy, HTTPS_PROXY, http_proxy, HTTP_PROXY } = process.env;
  const proxy = https_proxy || HTTPS_PROXY || http_proxy || HTTP_PROXY;
  return proxy ? { HTTP_PROXY: proxy } : {};
}

/** Errors of connecting. Behind a proxy, the proxy can be what cannot be reached. */
const UNREACHABLE =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/;

/** Errors of a certificate: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const UNTRUSTED = /CERT|UNABLE_TO_|ERR_TLS_CERT/;

/** Says what this machine cannot do. `undefined` if the fault is not here. */
function hereFailure(error: unknown, url: URL): Failure | undefined {
  const { host } = url;
  for (let cause = error; isRecord(cause); cause = cause.cause) {
    const { message, code, hostname, address, port } = cause;
    const [, status] = /^Proxy response \((\d+)\)/.exec(`${message}`) ?? [];
    if (status) return failure('network/proxy', host, Number(status));
    if (typeof code !== 'string') continue;
    if (UNTRUSTED.test(code)) return failure('network/certificate', host, code);
    if (!UNREACHABLE.test(code) || isLocal(url)) continue;
    const whom = hostname ?? (address && `${address}:${port}`);
    return failure('network/unreachable', host, whom ? `${code} ${whom}` : code, regionOf(host));
  }
  return undefined;
}

/** Names the variables from which the SDK made a host of Twilio. Empty if none is set. */
function regionOf(host: string): string {
  const { TWILIO_REGION: region, TWILIO_EDGE: edge } = process.env;
  const isMade = host.endsWith('.twilio.com') && (region || edge);
  return isMade ? `TWILIO_REGION=${region ?? ''} and TWILIO_EDGE=${edge ?? ''}` : '';
}

/** Parses an answer's body. `undefined` if the body is invalid JSON. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
