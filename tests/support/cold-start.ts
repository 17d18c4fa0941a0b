import { jest } from '@jest/globals';

/** Asks one instance of the Function; gives all that its callback was called with. */
export type Instance = (
  parameters: object,
  variables?: object,
) => [error: unknown, payload?: unknown][];

/**
 * `Twilio.Response` with no more than the mock has with which Twilio tests its own samples: none of its
 * methods returns anything.
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
 * Loads the Function anew, as Twilio does for each instance, with a stand-in for the runtime's globals:
 * for faults that the real runtime cannot be given, and for questions by the thousand.
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
