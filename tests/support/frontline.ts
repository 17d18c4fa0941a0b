import { Agent, type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';

const agent = new Agent({ keepAlive: true });

/** The answer to a callback. */
export interface Answer {
  status: number;
  contentType: string | null;
  body: unknown;
}

/**
 * Plays Frontline: sends one outgoing-conversation callback as a form.
 *
 * @param parameters The form's fields. They can replace `Location`. A list of values repeats the
 *   field.
 */
export async function ask(
  callbackUrl: string,
  parameters: Record<string, string | string[]>,
): Promise<Answer> {
  const form = new URLSearchParams();
  for (const [name, values] of Object.entries({ Location: 'GetProxyAddress', ...parameters })) {
    for (const value of [values].flat()) form.append(name, value);
  }
  return post(callbackUrl, form);
}

/**
 * Sends a body of any kind, as only an attacker would. It uses Node.js's own client, which takes
 * half the time of `fetch`: the tests ask tens of thousands of questions.
 */
export async function post(callbackUrl: string, body: URLSearchParams | string): Promise<Answer> {
  const type = typeof body === 'string' ? 'application/json' : 'application/x-www-form-urlencoded';
  const sent = request(callbackUrl, { method: 'POST', agent, headers: { 'Content-Type': type } });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject).end(`${body}`);
  });
  return {
    status: response.statusCode ?? 0,
    contentType: response.headers['content-type'] ?? null,
    body: await json(response),
  };
}

/** The answer of a refusal. Its body is as in Twilio's REST API. */
export function refusal(status: number, code: number, message: unknown): Answer {
  return {
    status,
    contentType: 'application/json; charset=utf-8',
    body: {
      status,
      code,
      message,
      more_info: `https://www.twilio.com/docs/api/errors/${code}`,
    },
  };
}

/** The answer with an address. Its body has no other key. */
export function proxyAddress(address: string): Answer {
  return {
    status: 200,
    contentType: 'application/json; charset=utf-8',
    body: { proxy_address: address },
  };
}
