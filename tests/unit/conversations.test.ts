import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { stickyAddress } from '../../src/pool';
import type { Choice } from '../../src/proxy-address';
import { recordOf } from '../../src/record';
import { askIn, contextOf, type World } from '../support/conversations-context';
import { soon } from '../support/soon';

// Here are the rules alone; tests/runtime/conversations.test.ts has them through the real SDK.

const CUSTOMER = '+12025559999';
const QUESTION = { channel: 'sms', customerAddress: CUSTOMER, worker: 'ana' };
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
    ['200 48031 sms.default has no free address. See npm run conversations.'],
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
  expect(getTwilioClient.mock.calls).toHaveLength(1);
});

describe('where more than ten of the pool are held', () => {
  const pool = Array.from({ length: 13 }, (_, index) => `+1${10 + index}`);
  const ranked = [...pool].sort((a, b) => (stickyAddress([a, b], 'pair') === a ? -1 : 1));
  const free = pool[0] ?? '';
  const held = ranked.filter((address) => address !== free);

  test.each([
    ['of the highest score, whatever stands before it', held[0], held.slice(0, 3)],
    ['among the ten of the highest scores', held[9], held.slice(9)],
    ['behind them: it is missed', free, held.slice(10)],
  ])('ten are asked about: this worker is in that %s', async (_, address, own) => {
    const world = worldOf(
      ...pool
        .filter((proxy) => proxy !== free)
        .map((proxy) => ({ proxy, workers: own.includes(proxy) ? ['ana'] : [] })),
    );
    const participants = jest.fn(world.participants);
    const { context } = contextOf({ ...world, participants });
    expect(await askIn(context, QUESTION, choiceOf(pool))).toBe(address);
    expect(participants).toHaveBeenCalledTimes(10);
  });
});

describe('page by page', () => {
  const url = (page: number) => `https://conversations.twilio.com/?Page=${page}`;
  const conversation = (proxy: string, state = 'active') => ({
    conversationSid: `CH${proxy}`,
    conversationState: state,
    participantMessagingBinding: { proxy_address: proxy },
  });

  /** A customer with so many pages: all is closed but the first address, which is held on one of them. */
  function pages(count: number, held: number, next = url) {
    const conversations = jest.fn((asked: unknown) => {
      const page = typeof asked === 'string' ? Number(asked.split('=')[1]) : 0;
      return {
        instances: [conversation(first, 'closed'), ...(page === held ? [conversation(first)] : [])],
        nextPageUrl: page + 1 < count ? next(page + 1) : undefined,
      };
    });
    return { conversations, participants: () => [] };
  }

  test('all of twenty are read', async () => {
    const world = pages(20, 19);
    expect(await askIn(contextOf(world).context, QUESTION, choiceOf())).toBe(second);
    expect(world.conversations).toHaveBeenCalledTimes(20);
    expect(warn).not.toHaveBeenCalled();
  });

  const TOO_MANY =
    '200 48031 TWILIO_CONVERSATIONS_SERVICE_SID: Conversations could not be asked (too many conversations).';

  test('of more the answer follows from the first twenty, and one line says so', async () => {
    const cases: [number, string | undefined][] = [
      [19, second],
      [20, first],
    ];
    for (const [held, address] of cases) {
      warn.mockClear();
      const world = pages(Number.POSITIVE_INFINITY, held);
      expect(await askIn(contextOf(world).context, QUESTION, choiceOf())).toBe(address);
      expect(world.conversations).toHaveBeenCalledTimes(20);
      expect(warn.mock.calls).toEqual([[TOO_MANY]]);
    }
  });

  test('where this worker’s own is among those, it is right, and there is nothing to say', async () => {
    const world = { ...pages(30, 3), participants: () => [{ identity: 'ana' }] };
    expect(await askIn(contextOf(world).context, QUESTION, choiceOf())).toBe(first);
    expect(warn).not.toHaveBeenCalled();
  });

  test.each([
    ['itself', () => url(1), 2],
    ['one before it', (page: number) => url(1 + (page % 3)), 4],
  ])('a page that leads to %s is asked once', async (_, next, requests) => {
    const world = pages(Number.POSITIVE_INFINITY, 1, next);
    expect(await askIn(contextOf(world).context, QUESTION, choiceOf())).toBe(second);
    expect(world.conversations).toHaveBeenCalledTimes(requests);
    const asked = world.conversations.mock.calls.map(([page]) => page);
    expect(new Set(asked).size).toBe(requests);
    expect(warn.mock.calls).toEqual([[TOO_MANY]]);
  });

  test('no further one after 1.5 s, so that there is time to ask who is in what was found', async () => {
    const now = jest.spyOn(Date, 'now');
    const world = pages(10, 1);
    const { conversations } = world;
    let time = 0;
    now.mockImplementation(() => time);
    world.conversations = jest.fn((asked) => {
      time += 500;
      return conversations(asked);
    });
    expect(await askIn(contextOf(world).context, QUESTION, choiceOf())).toBe(second);
    now.mockRestore();
    expect(world.conversations).toHaveBeenCalledTimes(4);
    expect(warn.mock.calls).toEqual([[TOO_MANY]]);
  });
});

describe('the customer is asked for as Conversations keep them', () => {
  test.each([
    ['sms', 'sms:+12025559999', ['+12025559999']],
    ['sms', 'SMS:+12025559999', ['+12025559999']],
    ['sms', '+5215512345678', ['+5215512345678']],
    ['whatsapp', '+12025559999', ['whatsapp:+12025559999']],
    ['whatsapp', 'WhatsApp:+12025559999', ['whatsapp:+12025559999']],
    ['whatsapp', 'whatsapp:+525512345678', ['whatsapp:+5215512345678', 'whatsapp:+525512345678']],
    ['chat', 'customer-42', ['customer-42']],
    ['messenger', 'messenger:42', ['messenger:42']],
    ['rcs', 'rcs:+12025559999', ['rcs:+12025559999']],
  ])('on %s %s', async (channel, customerAddress, addresses) => {
    const conversations = jest.fn((_asked: unknown) => []);
    const { context } = contextOf({ conversations, participants: () => [] });
    await askIn(context, { ...QUESTION, channel, customerAddress }, choiceOf());
    expect(conversations.mock.calls).toEqual(
      addresses.map((address) => [{ address, pageSize: 50 }]),
    );
  });

  test('what holds either spelling holds the customer', async () => {
    for (const spelling of ['whatsapp:+5215512345678', 'whatsapp:+525512345678']) {
      const conversations = (asked: unknown) =>
        recordOf(asked).address === spelling
          ? [{ conversationSid: 'CH1', participantMessagingBinding: { proxy_address: first } }]
          : [];
      const { context } = contextOf({ conversations, participants: () => [] });
      const question = { ...QUESTION, channel: 'whatsapp', customerAddress: '+525512345678' };
      expect(await askIn(context, question, choiceOf())).toBe(second);
    }
  });
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
])('asks nobody where %s', (_, question, candidates, more) => {
  const { context, getTwilioClient } = contextOf(worldOf(), more);
  expect(askIn(context, question, choiceOf(candidates))).toBeUndefined();
  expect(getTwilioClient).not.toHaveBeenCalled();
});

describe('whatever fails, what is known decides, and one line without the error’s own message', () => {
  test.each([
    ['a status', { status: 429, code: 20429 }, '429'],
    ['a code', { code: 'ECONNRESET' }, 'ECONNRESET'],
    ['a name', new TypeError(CUSTOMER), 'TypeError'],
  ])('by %s', async (_, thrown, reason) => {
    const failing = () => {
      throw Object.assign(thrown, { message: CUSTOMER });
    };
    const cases: [World, string | undefined][] = [
      [{ conversations: failing, participants: () => [] }, first],
      [{ ...worldOf({ proxy: first }), participants: failing }, second],
      [{ ...worldOf({ proxy: third }), participants: failing }, first],
      // Where all are held, the failure is what there is to say.
      [{ ...worldOf(...POOL.map((proxy) => ({ proxy }))), participants: failing }, first],
    ];
    for (const [world, address] of cases) {
      warn.mockClear();
      expect(await askIn(contextOf(world).context, QUESTION, choiceOf())).toBe(address);
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
      expect(askIn(context, QUESTION, choiceOf())).toBeUndefined();
      expect(getTwilioClient).not.toHaveBeenCalled();
      expect(warn.mock.calls).toEqual([
        [
          '200 48031 TWILIO_CONVERSATIONS_SERVICE_SID: Conversations could not be asked (no credentials).',
        ],
      ]);
    },
  );

  test('after two seconds, and then nothing more is asked', async () => {
    const late = new AbortController();
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
    const conversations = jest.fn((asked: unknown) => {
      if (conversations.mock.calls.length === 2) return new Promise(() => {});
      const conversation = {
        conversationSid: 'CH1',
        participantMessagingBinding: { proxy_address: first },
      };
      return { instances: [conversation], nextPageUrl: `${asked}` };
    });
    const participants = jest.fn(() => []);
    const given = askIn(contextOf({ conversations, participants }).context, QUESTION, choiceOf());
    await soon(() => expect(conversations).toHaveBeenCalledTimes(2));
    expect(warn).not.toHaveBeenCalled();
    late.abort();
    expect(await given).toBe(second);
    expect(timeout.mock.calls).toEqual([[2_000]]);
    timeout.mockRestore();
    expect(warn.mock.calls).toEqual([
      [
        '200 48031 TWILIO_CONVERSATIONS_SERVICE_SID: Conversations could not be asked (no answer in 2000 ms).',
      ],
    ]);
    expect(conversations).toHaveBeenCalledTimes(2);
    expect(participants).not.toHaveBeenCalled();
  });
});
