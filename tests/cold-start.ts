import { jest } from '@jest/globals';

/** Asks one instance of the Function; gives all that its callback was called with. */
export type Instance = (
  parameters: object,
  variables?: object,
) => [error: unknown, payload?: unknown][];

/** `Twilio.Response`, as far as the Function uses it. */
export class Response {
  status = 200;
  headers: object = {};
  body: unknown;

  setStatusCode(status: number) {
    this.status = status;
    return this;
  }

  setHeaders(headers: object) {
    this.headers = headers;
    return this;
  }

  setBody(body: unknown) {
    this.body = body;
    return this;
  }
}

/**
 * Loads the Function anew, as Twilio does for each instance, with a stand-in for the runtime's globals:
 * for faults that the real runtime cannot be given, and for questions by the thousand.
 *
 * @param open Reads the private asset.
 * @returns The instance.
 */
export async function coldStart(open: () => string): Promise<Instance> {
  Object.assign(globalThis, {
    Runtime: { getAssets: () => ({ '/proxy-addresses.json': { path: '', open } }) },
    Twilio: { Response },
  });
  jest.resetModules();
  const { default: deployed } = await import(
    '../functions/callbacks/outgoing-conversation.protected'
  );
  return (parameters, variables = {}) => {
    const calls: ReturnType<Instance> = [];
    const callback = (...call: ReturnType<Instance>[number]) => calls.push(call);
    Reflect.apply(deployed.handler, undefined, [variables, parameters, callback]);
    return calls;
  };
}
