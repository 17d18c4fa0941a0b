import { jest } from '@jest/globals';
import { askConversations, SERVICE_VARIABLE } from '../../src/conversations';
import type { Choice } from '../../src/proxy-address';
import type { Question } from '../../src/question';

/** What Conversations say of a customer, and of who is in a conversation: as the SDK returns it, or fails. */
export interface World {
  conversations(list: unknown): unknown;
  participants(sid: unknown): unknown;
}

/** A context that switches asking on, before a client without a network: for what the real one cannot say. */
export function contextOf(world: World, more: object = {}) {
  const services = jest.fn((serviceSid: unknown) => ({
    serviceSid,
    participantConversations: { list: async (list: unknown) => world.conversations(list) },
    conversations: (sid: unknown) => ({
      participants: { list: async () => world.participants(sid) },
    }),
  }));
  const getTwilioClient = jest.fn((_options: unknown) => ({ conversations: { v1: { services } } }));
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
