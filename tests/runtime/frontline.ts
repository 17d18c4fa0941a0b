/** What came back for a callback. */
export interface Answer {
  status: number;
  contentType: string | null;
  body: unknown;
}

/**
 * Plays Frontline: sends one outgoing-conversation callback as a form.
 *
 * @param callbackUrl Where the Function answers.
 * @param parameters The form's fields besides `Location`, which can be overridden; a list of values
 *   repeats the field.
 * @returns The answer, its body parsed: every answer is JSON.
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
 * Sends a body of any kind, as only an attacker would.
 *
 * @param callbackUrl Where the Function answers.
 * @param body A form, or the text of a JSON document.
 * @returns The answer, its body parsed.
 */
export async function post(callbackUrl: string, body: URLSearchParams | string): Promise<Answer> {
  const headers = typeof body === 'string' ? { 'Content-Type': 'application/json' } : {};
  const response = await fetch(callbackUrl, { method: 'POST', body, headers });
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    body: await response.json(),
  };
}

/**
 * Makes the answer that a refusal is.
 *
 * @param status The HTTP status.
 * @param code Twilio's error code.
 * @param message The message, or what it has to match.
 * @returns The answer, its body as Twilio's REST API would send it.
 */
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

/**
 * Makes the answer that gives out an address.
 *
 * @param address The address.
 * @returns The answer, its body that key alone.
 */
export function proxyAddress(address: string): Answer {
  return {
    status: 200,
    contentType: 'application/json; charset=utf-8',
    body: { proxy_address: address },
  };
}
