import { jest } from '@jest/globals';
import { askConversations, SERVICE_VARIABLE } from '../../src/conversations';
import type { Choice } from '../../src/proxy-address';
import type { Question } from '../../src/question';
import { isRecord } from '../../src/record';

/** What Conversations say of a customer, and of who is in a conversation: as the SDK returns it, or fails. */
export interface World {
  /** A list, or one page of it: asked with the parameters of the first, and then with each further one's URL. */
  conversations(asked: unknown): unknown;
  participants(sid: unknown): unknown;
}

/** A context that switches asking on, before a client without a network: for what the real one cannot say. */
export function contextOf(world: World, more: object = {}) {
  const client = { axios: { defaults: {} } };
  /** As axios does it: what is under way is cancelled by its signal. */
  const inTime = async (answer: () => unknown) => {
    const { signal }: { signal?: AbortSignal } = client.axios.defaults;
    signal?.throwIfAborted();
    let cancel = () => {};
    const late = new Promise((_, reject) => {
      cancel = () => reject(new Error('cancelled'));
      signal?.addEventListener('abort', cancel);
    });
    return Promise.race([answer(), late]).finally(() => {
      signal?.removeEventListener('abort', cancel);
    });
  };
  const page = (asked: unknown) =>
    inTime(async () => {
      const instances = await world.conversations(asked);
      return isRecord(instances) ? instances : { instances };
    });
  const services = jest.fn((serviceSid: unknown) => ({
    serviceSid,
    participantConversations: { page, getPage: page },
    conversations: (sid: unknown) => ({
      participants: {
        page: () => inTime(async () => ({ instances: await world.participants(sid) })),
      },
    }),
  }));
  const getTwilioClient = jest.fn((..._options: unknown[]) => ({
    httpClient: client,
    conversations: { v1: { services } },
  }));
  const context = {
    [SERVICE_VARIABLE]: 'IS1',
    ACCOUNT_SID: 'AC1',
    AUTH_TOKEN: 'token',
    getTwilioClient,
    ...more,
  };
  return { context, services, getTwilioClient };
}

/** Asks in a context as the runtime would hand it over. */
export function askIn(
  context: object,
  question: Partial<Question>,
  choice: Choice,
): Promise<string> | undefined {
  return Reflect.apply(askConversations, undefined, [context, question, choice]);
}
