import { jest } from '@jest/globals';

/** Asks one instance of the Function. It returns the arguments of each call of the callback. */
export type Instance = (
  parameters: object,
  variables?: object,
) => [error: unknown, payload?: unknown][];

/**
 * `Twilio.Response` with no more than Twilio's own mock has. Twilio tests its samples with that
 * mock. Its methods return nothing.
 *
 * @see https://github.com/twilio-labs/function-templates/blob/main/test/test-helper.js
 */
export class Response {
  status = 200;
  headers: Record<string, string> = {};
  body: unknown;

  setStatusCode(status: number): void {
    this.status = status;
  }

  appendHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  setBody(body: unknown): void {
    this.body = body;
  }
}

/**
 * Loads the Function again, as Twilio does for each instance. A stand-in plays the runtime's
 * globals: for faults that the real runtime cannot have, and for thousands of questions.
 */
export async function coldStart(open: () => string): Promise<Instance> {
  Object.assign(globalThis, {
    Runtime: { getAssets: () => ({ '/proxy-addresses.json': { path: '', open } }) },
    Twilio: { Response },
  });
  jest.resetModules();
  const { default: deployed } = await import(
    '../../functions/callbacks/outgoing-conversation.protected'
  );
  return (parameters, variables = {}) => {
    const calls: ReturnType<Instance> = [];
    const callback = (...call: ReturnType<Instance>[number]) => calls.push(call);
    Reflect.apply(deployed.handler, undefined, [variables, parameters, callback]);
    return calls;
  };
}
