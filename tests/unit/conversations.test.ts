import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { stickyAddress } from '../../src/pool';
import type { Choice } from '../../src/proxy-address';
import { askIn, contextOf, type World } from '../support/conversations-context';

// Here are the rules alone; tests/runtime/conversations.test.ts has them through the real SDK.

const CUSTOMER = '+12025559999';
const QUESTION = { customerAddress: CUSTOMER, worker: 'ana' };
const POOL = ['+12', '+13', '+14'];

function choiceOf(candidates = POOL): Choice {
  const sticky = stickyAddress(candidates, 'pair') ?? '';
  return { candidates, sticky, pair: 'pair', place: () => 'sms.default' };
}

/** The pool in the order of the pair's scores. */
const first = stickyAddress(POOL, 'pair') ?? '';
const second = stickyAddress(
  POOL.filter((address) => address !== first),
  'pair',
);
const third = POOL.find((address) => address !== first && address !== second) ?? '';

const warn = jest.spyOn(console, 'warn').mockReturnValue();

beforeEach(() => {
  jest.clearAllMocks();
});

interface Held {
  proxy?: string | null;
  state?: string;
  workers?: (string | null)[];
}

function worldOf(...held: Held[]): World {
  return {
    conversations: () =>
      held.map(({ proxy, state = 'active' }, index) => ({
        conversationSid: `CH${index}`,
        conversationState: state,
        participantMessagingBinding: proxy === null ? null : { proxy_address: proxy },
      })),
    participants: (sid) =>
      (held[Number(`${sid}`.slice(2))]?.workers ?? []).map((identity) => ({ identity })),
  };
}

test.each<[string, string, Held[]]>([
  ['nobody talks', first, []],
  ['another worker has the first', second ?? '', [{ proxy: first, workers: ['bo'] }]],
  ['nobody has it, but it is held', second ?? '', [{ proxy: first, workers: [null] }]],
  ['it was closed', first, [{ proxy: first, state: 'closed' }]],
  ['two are held', third, [{ proxy: second ?? '' }, { proxy: first, state: 'inactive' }]],
  [
    'this worker has the third',
    third,
    [{ proxy: first }, { proxy: third, workers: ['bo', 'ana'] }],
  ],
  [
    'this worker has two',
    second ?? '',
    [
      { proxy: third, workers: ['ana'] },
      { proxy: second ?? '', workers: ['ana'] },
    ],
  ],
  ['another address is held', first, [{ proxy: '+19' }, { proxy: null }, {}]],
])('where %s: %s', async (_, address, held) => {
  const { context } = contextOf(worldOf(...held));
  expect(await askIn(context, QUESTION, choiceOf())).toBe(address);
  expect(warn).not.toHaveBeenCalled();
});

test('where all are held, the sticky one and a warning', async () => {
  const { context } = contextOf(worldOf(...POOL.map((proxy) => ({ proxy }))));
  expect(await askIn(context, QUESTION, choiceOf())).toBe(first);
  expect(warn.mock.calls).toEqual([
    ['200 48031 sms.default has no address that is free for this customer.'],
  ]);
});

test('asks for the customer, in the service, in time', async () => {
  const conversations = jest.fn(() => []);
  const { context, services, getTwilioClient } = contextOf({
    conversations,
    participants: () => [],
  });
  await askIn(context, QUESTION, choiceOf());
  expect(conversations.mock.calls).toEqual([[{ address: CUSTOMER, pageSize: 50 }]]);
  expect(services.mock.calls).toEqual([['IS1']]);
  expect(getTwilioClient.mock.calls).toEqual([[{ timeout: 2_000 }]]);
});

test('asks for the worker in ten conversations at the most, and takes the others for held', async () => {
  const pool = Array.from({ length: 12 }, (_, index) => `+1${index}`);
  const participants = jest.fn(() => []);
  const { context } = contextOf({
    ...worldOf(...pool.slice(1).map((proxy) => ({ proxy }))),
    participants,
  });
  expect(await askIn(context, QUESTION, choiceOf(pool))).toBe('+10');
  expect(participants).toHaveBeenCalledTimes(10);
});

test('a worker who is not known is in no conversation', async () => {
  const { context } = contextOf(worldOf({ proxy: first, workers: [null, ''] }));
  for (const worker of [undefined, '']) {
    expect(await askIn(context, { ...QUESTION, worker }, choiceOf())).toBe(second);
  }
});

test.each([
  ['it is not switched on', QUESTION, POOL, { TWILIO_CONVERSATIONS_SERVICE_SID: undefined }],
  ['it is blank', QUESTION, POOL, { TWILIO_CONVERSATIONS_SERVICE_SID: ' ' }],
  ['the customer is not known', { ...QUESTION, customerAddress: undefined }, POOL, {}],
  ['the customer is empty', { ...QUESTION, customerAddress: '' }, POOL, {}],
  ['there is one candidate', QUESTION, ['+12'], {}],
  ['there is one candidate, twice', QUESTION, ['+12', '+12'], {}],
])('asks nobody where %s', (_, question, candidates, more) => {
  const { context, getTwilioClient } = contextOf(worldOf(), more);
  expect(askIn(context, question, choiceOf(candidates))).toBeUndefined();
  expect(getTwilioClient).not.toHaveBeenCalled();
});

describe('whatever fails, the sticky address, and one line without the error’s own message', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  test.each([
    ['a status', { status: 429, code: 20429 }, '429'],
    ['a code', { code: 'ECONNRESET' }, 'ECONNRESET'],
    ['a name', new TypeError(CUSTOMER), 'TypeError'],
  ])('by %s', async (_, thrown, reason) => {
    const failing = () => {
      throw Object.assign(thrown, { message: CUSTOMER });
    };
    for (const world of [
      { conversations: failing, participants: () => [] },
      { ...worldOf({ proxy: first }), participants: failing },
    ]) {
      warn.mockClear();
      expect(await askIn(contextOf(world).context, QUESTION, choiceOf())).toBe(first);
      expect(warn.mock.calls).toEqual([
        [
          `200 48031 TWILIO_CONVERSATIONS_SERVICE_SID: Conversations could not be asked (${reason}).`,
        ],
      ]);
    }
  });

  test.each([{ ACCOUNT_SID: undefined }, { AUTH_TOKEN: '' }])(
    'without credentials: %j',
    async (more) => {
      const { context, getTwilioClient } = contextOf(worldOf(), more);
      expect(await askIn(context, QUESTION, choiceOf())).toBe(first);
      expect(getTwilioClient).not.toHaveBeenCalled();
      expect(warn.mock.calls).toEqual([
        [
          '200 48031 TWILIO_CONVERSATIONS_SERVICE_SID: Conversations could not be asked (no credentials).',
        ],
      ]);
    },
  );

  test('after two seconds, and not before', async () => {
    jest.useFakeTimers();
    const silent = { conversations: () => new Promise(() => {}), participants: () => [] };
    const given = askIn(contextOf(silent).context, QUESTION, choiceOf());
    await jest.advanceTimersByTimeAsync(1_999);
    expect(warn).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(await given).toBe(first);
    expect(warn.mock.calls[0]?.[0]).toContain('(no answer in 2000 ms)');
  });

  test('an answer in time leaves no timer behind', async () => {
    jest.useFakeTimers();
    await askIn(contextOf(worldOf()).context, QUESTION, choiceOf());
    expect(jest.getTimerCount()).toBe(0);
  });
});
