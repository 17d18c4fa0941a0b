import { jest } from '@jest/globals';
import { askConversations, SERVICE_VARIABLE } from '../../src/conversations';
import type { Choice } from '../../src/proxy-address';
import type { Question } from '../../src/question';
import { isRecord } from '../../src/record';

/**
 * What Conversations answer about a customer, and about who is in a conversation. The answers are
 * as the SDK returns them, or throws them.
 */
export interface World {
  /**
   * A list, or one page of a list. The first page is asked for with parameters, each further page
   * with its URL.
   */
  conversations(asked: unknown): unknown;
  participants(sid: unknown): unknown;
}

/**
 * A context that switches asking on. Its client has no network, for answers that the real client
 * cannot give.
 */
export function contextOf(world: World, more: object = {}) {
  let prepare = (request: { signal?: AbortSignal }) => request;
  const use = (given: typeof prepare) => {
    prepare = given;
  };
  const client = { axios: { interceptors: { request: { use } } } };
  /** The signal cancels a request that is under way, as in axios. */
  const inTime = async (answer: () => unknown) => {
    const { signal } = prepare({});
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

/** Asks with a context, as the runtime would hand it over. */
export function askIn(
  context: object,
  question: Partial<Question>,
  choice: Choice,
): Promise<string> | undefined {
  return Reflect.apply(askConversations, undefined, [context, question, choice]);
}
