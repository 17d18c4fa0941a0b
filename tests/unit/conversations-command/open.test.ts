import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { findOpen } from '../../../scripts/conversations/open';
import type { Query } from '../../../scripts/conversations/query';
import { type Conversation, SERVICE_SID } from '../../../scripts/stand-in/conversations';
import { openService } from '../../../scripts/twilio/conversations-service';
import { type ConversationsApi, conversationsApi } from '../../support/conversations-api';
import { CREDENTIALS, twilioError } from '../../support/stand-in';
import { useTwilio } from '../../support/twilio';

const OURS = '+12025551230';
const OTHER = '+12025551231';

const twilio = useTwilio();
let api: ConversationsApi;

const held = (customer: string, more: Partial<Conversation> = {}): Conversation => ({
  ...{ customer, proxy: OURS, workers: ['ana'] },
  ...more,
});

beforeEach(() => {
  api = conversationsApi([
    held('+14155550001'),
    held('+14155550002', { state: 'inactive', workers: ['bo'] }),
    held('+14155550003', { state: 'closed' }),
    held('+14155550004', { state: 'initializing' }),
    held('+14155550001', { proxy: OTHER, workers: ['bo', 'ana'] }),
    held('whatsapp:+5215512345678', { proxy: `whatsapp:${OURS}` }),
    { customer: '', workers: ['visitor', 'ana'] },
    held('whatsapp:US.A1', { proxy: `whatsapp:${OURS}`, workers: [] }),
  ]);
  twilio.answer = api.answer;
});

const CONFIGURATION = {
  variables: { TWILIO_CONVERSATIONS_SERVICE_SID: SERVICE_SID },
  ...{ credentials: CREDENTIALS, accountFrom: '', envFile: { name: '.env', lines: [] } },
};

async function found(query: Query, withWorkers = true) {
  return findOpen(await openService(CONFIGURATION), query, withWorkers);
}

/** The numbers of the conversations that a query finds. */
async function numbers(query: Query) {
  const { conversations, failure } = await found(query);
  expect(failure).toBeUndefined();
  return conversations.map(({ sid }) => Number(sid.slice(2))).sort((a, b) => a - b);
}

const asked = () =>
  twilio.requests.map(({ path }) =>
    decodeURIComponent(path).replace(`/v1/Services/${SERVICE_SID}/`, ''),
  );

describe('of all conversations, those that are open and', () => {
  test.each<[string, Query, number[]]>([
    ['of a worker', { worker: 'ana' }, [0, 4, 5, 6]],
    ['of a customer', { customer: '+14155550001' }, [0, 4]],
    ['of a customer of WhatsApp', { customer: 'whatsapp:+5215512345678' }, [5]],
    ['of the same, in the other spelling', { customer: 'whatsapp:+525512345678' }, [5]],
    ['of a WhatsApp user without a number', { customer: 'whatsapp:US.A1' }, [7]],
    ['of a chat’s customer', { customer: 'visitor' }, [6]],
    ['over an address', { address: OURS }, [0, 1]],
    ['of a worker and a customer', { worker: 'bo', customer: '+14155550001' }, [4]],
    ['of a worker over an address', { worker: 'bo', address: OURS }, [1]],
    ['of a customer over an address', { customer: '+14155550001', address: OTHER }, [4]],
    ['of somebody unknown', { worker: 'Ana' }, []],
    ['over an address that nobody uses', { address: '+12025551239' }, []],
  ])('%s', async (_, query, expected) => {
    expect(await numbers(query)).toEqual(expected);
  });
});

test('what is told of each', async () => {
  const common = { state: 'active', updated: '2026-11-24T09:30:00.000Z' };
  const { conversations } = await found({ worker: 'ana', customer: '+14155550001' });
  expect(conversations).toMatchObject([
    { ...common, address: OURS, customer: '+14155550001', workers: ['ana'] },
    { ...common, address: OTHER, customer: '+14155550001', workers: ['bo', 'ana'] },
  ]);
  const inChat = await found({ customer: 'visitor' });
  expect(inChat.conversations).toMatchObject([
    { ...common, address: null, customer: 'visitor', workers: ['ana'] },
  ]);
});

test('a customer’s are one request for 50', async () => {
  api.conversations.push(...Array.from({ length: 119 }, () => held('+14155550009')));
  const { conversations } = await found({ customer: '+14155550009' }, false);
  expect(conversations).toHaveLength(119);
  expect(asked()).toEqual([
    'ParticipantConversations?Address=+14155550009',
    expect.stringContaining('Page=1'),
    expect.stringContaining('Page=2'),
  ]);
});

describe('over an address', () => {
  beforeEach(() => {
    api.conversations = Array.from({ length: 110 }, (_, index) =>
      held(`+1415555${1000 + index}`, { proxy: index % 2 === 0 ? OURS : OTHER }),
    );
  });

  test('ten are read at once at the most, and each once', async () => {
    let now = 0;
    let most = 0;
    twilio.answer = async (request) => {
      now += 1;
      most = Math.max(most, now);
      await delay(1);
      now -= 1;
      return api.answer(request);
    };
    expect(await numbers({ address: OURS })).toHaveLength(55);
    expect(most).toBeLessThanOrEqual(10);
    const participants = asked().filter((path) => path.includes('/Participants'));
    expect(participants).toHaveLength(110);
    expect(new Set(participants).size).toBe(110);
  });

  test('the closed ones are not read', async () => {
    for (const one of api.conversations.slice(5)) one.state = 'closed';
    expect(await numbers({ address: OURS })).toEqual([0, 2, 4]);
    expect(asked().filter((path) => path.includes('/Participants'))).toHaveLength(5);
  });

  test('what Twilio refuses for now is asked for again', async () => {
    const refused = new Map<string, number>();
    twilio.answer = (request) => {
      const times = refused.get(request.path) ?? 0;
      refused.set(request.path, times + 1);
      const isLate = times < 4 && /CH0{29}00[01]/.test(request.path);
      return isLate ? twilioError(429, 20429, 'Too Many Requests') : api.answer(request);
    };
    expect(await numbers({ address: OURS })).toHaveLength(55);
  });

  test('one that is deleted meanwhile is not missed', async () => {
    twilio.answer = (request) =>
      request.path.includes('CH00000000000000000000000000000004/')
        ? undefined
        : api.answer(request);
    expect(await numbers({ address: OURS })).not.toContain(4);
  });

  test('if Twilio fails, what was read counts, and the list is not complete', async () => {
    twilio.answer = (request) =>
      request.path.includes('CH00000000000000000000000000000080/')
        ? twilioError(500, 20500, 'It broke.')
        : api.answer(request);
    const { conversations, failure } = await found({ address: OURS });
    expect(failure).toMatchObject({ status: 500 });
    expect(conversations.length).toBeGreaterThan(20);
  });

  test('after a failure, no further conversation is read', async () => {
    twilio.answer = (request) =>
      request.path.includes('/Participants')
        ? twilioError(500, 20500, 'It broke.')
        : api.answer(request);
    expect(await found({ address: OURS })).toMatchObject({ conversations: [] });
    expect(asked().filter((path) => path.includes('/Participants')).length).toBeLessThanOrEqual(10);
  });
});
