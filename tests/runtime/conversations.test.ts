import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Conversation, SERVICE_SID } from '../../scripts/stand-in/conversations';
import { type LocalRuntime, startLocalRuntime } from '../../scripts/twilio/local-runtime';
import { stickyAddress } from '../../src/pool';
import { recordOf } from '../../src/record';
import { type AssetsFolder, assetsFolder } from '../support/assets-folder';
import { type ConversationsApi, conversationsApi } from '../support/conversations-api';
import { ask, proxyAddress } from '../support/frontline';
import { soon } from '../support/soon';
import {
  type Answer,
  CREDENTIALS,
  type StandIn,
  startTwilioStandIn,
  twilioError,
} from '../support/stand-in';
import { leadHere } from '../support/this-process';
import { useGivenTime } from '../support/time';

const POOL = ['+12025551230', '+12025551231', '+12025551232'];
const CUSTOMER = '+12025559999';
const WORKER = 'ana@example.com';
const REASON = 'TWILIO_CONVERSATIONS_SERVICE_SID: Conversations could not be asked';

/** The pool in the order of the scores that this worker has with this customer. */
const RANKED: string[] = [];
while (RANKED.length < POOL.length) {
  const rest = POOL.filter((address) => !RANKED.includes(address));
  RANKED.push(stickyAddress(rest, `${WORKER}\n${CUSTOMER}`) ?? '');
}
const [FIRST = '', SECOND = '', THIRD = ''] = RANKED;

// The Function has 2 s for its requests. Here no time passes unless a test says so.
const time = useGivenTime();
const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now());

let twilio: StandIn;
let assets: AssetsFolder;
let runtime: LocalRuntime;
let api: ConversationsApi;
/** What Twilio answers instead of all that it knows. */
let instead: Answer | undefined;

beforeAll(async () => {
  twilio = await startTwilioStandIn((request) => instead ?? api.answer(request));
  leadHere(twilio);
  assets = await assetsFolder(
    JSON.stringify({
      sms: { default: POOL, prefixes: { '+44': '+442071234567' } },
      whatsapp: { default: POOL },
      chat: ['desk', 'undefined'],
      line: ['desk', 'desk'],
    }),
  );
  runtime = await startLocalRuntime({
    assetsFolder: assets.path,
    variables: variables(),
  });
});

afterAll(async () => {
  await runtime.stop();
  await twilio.close();
  await assets.remove();
});

beforeEach(() => {
  api = conversationsApi();
  instead = undefined;
  twilio.requests.length = 0;
});

function variables(more: Record<string, string> = {}): Record<string, string> {
  return {
    ...CREDENTIALS,
    TWILIO_CONVERSATIONS_SERVICE_SID: SERVICE_SID,
    ...more,
  };
}

const QUESTION = { ChannelType: 'sms', ChannelValue: CUSTOMER, Worker: WORKER };

function askAs(more: Record<string, string> = {}, { callbackUrl } = runtime) {
  return ask(callbackUrl, { ...QUESTION, CustomerId: 'crm-42', ...more });
}

/** The paths that were asked, without what is the same in all. */
function asked(): string[] {
  return twilio.requests.map(({ path }) =>
    decodeURIComponent(path).replace(`/v1/Services/${SERVICE_SID}/`, ''),
  );
}

const held = (proxy: string, more: Partial<Conversation> = {}): Conversation => ({
  customer: CUSTOMER,
  proxy,
  workers: ['bo@example.com'],
  ...more,
});

test('where nobody talks, one request, and the sticky address', async () => {
  expect(await askAs()).toEqual(proxyAddress(FIRST));
  expect(asked()).toEqual([`ParticipantConversations?Address=${CUSTOMER}&PageSize=50`]);
});

describe('where another worker talks', () => {
  test.each(['active', 'inactive', 'initializing'] as const)(
    'over the sticky address, %s: the next',
    async (state) => {
      api.conversations = [held(FIRST, { state })];
      expect(await askAs()).toEqual(proxyAddress(SECOND));
      expect(asked()[1]).toBe(`Conversations/CH${'0'.repeat(32)}/Participants`);
    },
  );

  test('over a conversation that is closed: the sticky one', async () => {
    api.conversations = [held(FIRST, { state: 'closed' })];
    expect(await askAs()).toEqual(proxyAddress(FIRST));
    expect(asked()).toHaveLength(1);
  });

  test('over two addresses, on two pages: the third', async () => {
    const others = Array.from({ length: 49 }, () => held('+12025550000'));
    api.conversations = [held(SECOND), ...others, held(FIRST)];
    expect(await askAs()).toEqual(proxyAddress(THIRD));
    expect(asked().filter((path) => path.startsWith('Part'))).toHaveLength(2);
  });

  test('over all: the sticky one, and a warning that names the place', async () => {
    const since = runtime.logged.length;
    api.conversations = POOL.map((proxy) => held(proxy));
    expect(await askAs()).toEqual(proxyAddress(FIRST));
    expect(runtime.logged.slice(since)).toEqual([
      '200 48031 proxy-addresses.private.json: sms.default has no free address. See npm run conversations.',
    ]);
  });

  test('over other addresses than those of the pool, or none: the sticky one', async () => {
    api.conversations = [held('+12025550000'), held('', {}), { customer: CUSTOMER }];
    expect(await askAs()).toEqual(proxyAddress(FIRST));
    expect(asked().filter((path) => path.endsWith('Participants'))).toEqual([]);
  });

  test('with another customer: the sticky one', async () => {
    api.conversations = [held(FIRST, { customer: '+12025558888' })];
    expect(await askAs()).toEqual(proxyAddress(FIRST));
  });

  test('with nobody of the company in it: the next', async () => {
    api.conversations = [held(FIRST, { workers: [] })];
    expect(await askAs()).toEqual(proxyAddress(SECOND));
    expect(await askAs({ Worker: '' })).toMatchObject({ status: 200 });
  });
});

describe('where this worker talks already', () => {
  test('the address over which they do, free or not', async () => {
    api.conversations = [held(FIRST), held(THIRD, { workers: ['cy@example.com', WORKER] })];
    expect(await askAs()).toEqual(proxyAddress(THIRD));
  });

  test('an identity counts to the letter', async () => {
    api.conversations = [held(THIRD, { workers: ['Ana@example.com'] })];
    expect(await askAs()).toEqual(proxyAddress(FIRST));
  });

  test('more often than once: always the same of them', async () => {
    const own = { workers: [WORKER] };
    api.conversations = [held(THIRD, own), held(SECOND, own)];
    expect(await askAs()).toEqual(proxyAddress(SECOND));
    api.conversations.reverse();
    expect(await askAs()).toEqual(proxyAddress(SECOND));
  });
});

test('WhatsApp, by its own addresses', async () => {
  const pool = POOL.map((address) => `whatsapp:${address}`);
  const pair = `${WORKER}\n${CUSTOMER}`;
  const sticky = stickyAddress(pool, pair) ?? '';
  const next = stickyAddress(
    pool.filter((address) => address !== sticky),
    pair,
  );
  const customer = `whatsapp:${CUSTOMER}`;
  api.conversations = [held(sticky), held(sticky, { customer })];
  expect(await askAs({ ChannelType: 'whatsapp', ChannelValue: customer })).toEqual(
    proxyAddress(next ?? ''),
  );
  expect(asked()[0]).toContain(`Address=${customer}`);
});

test('WhatsApp, by either spelling of a number, and in whatever form the CRM has it', async () => {
  const pool = POOL.map((address) => `whatsapp:${address}`);
  const [long, short] = ['+5215512345678', '+525512345678'];
  const sticky = stickyAddress(pool, `${WORKER}\n${long}`) ?? '';
  const rest = pool.filter((address) => address !== sticky);
  const next = stickyAddress(rest, `${WORKER}\n${long}`) ?? '';
  for (const customer of [`whatsapp:${long}`, `whatsapp:${short}`]) {
    api.conversations = [held(sticky, { customer })];
    for (const ChannelValue of [long, `WhatsApp:${short}`, `whatsapp:${short}`]) {
      twilio.requests.length = 0;
      const given = await askAs({ ChannelType: 'whatsapp', ChannelValue });
      expect(given).toEqual(proxyAddress(next));
      expect(asked().slice(0, 2).sort()).toEqual([
        `ParticipantConversations?Address=whatsapp:${long}&PageSize=50`,
        `ParticipantConversations?Address=whatsapp:${short}&PageSize=50`,
      ]);
    }
  }
});

test('a customer who is in the pool never gets their own address, nor does anybody ask for it', async () => {
  api.conversations = [held(SECOND, { customer: FIRST }), held(THIRD, { customer: FIRST })];
  const { body } = await askAs({ ChannelValue: FIRST });
  expect([SECOND, THIRD]).toContain(recordOf(body).proxy_address);
});

test('a binding that is null takes no address, even if one is called so', async () => {
  api.conversations = [{ customer: 'customer-42' }];
  await askAs({ ChannelType: 'chat', ChannelValue: 'customer-42' });
  expect(asked()).toHaveLength(1);
});

test.each([
  ['one address', { ChannelValue: '+447700900199' }],
  ['one address, twice', { ChannelType: 'line' }],
  ['no customer', { ChannelValue: '' }],
  ['a refusal', { Location: 'GetCustomersList' }],
])('where there is nothing to choose, nobody is asked: %s', async (_, question) => {
  await askAs(question);
  expect(asked()).toEqual([]);
});

describe('a customer with more conversations than can be read', () => {
  const TOO_MANY = `200 48031 ${REASON} (too many conversations).`;

  /** Answers for each page of the customer's conversations: the first holds an address, all else is closed. */
  function endless(next: (url: URL) => string): void {
    api.answer = ({ path, host }) => {
      const url = new URL(path, `https://${host}`);
      if (!path.includes('ParticipantConversations')) {
        return { status: 200, body: { participants: [], meta: { key: 'participants' } } };
      }
      const isFirst = !url.searchParams.has('Page');
      const conversations = Array.from({ length: 50 }, (_, index) => ({
        conversation_sid: `CH${`${index}`.padStart(32, '0')}`,
        conversation_state: isFirst && index === 0 ? 'active' : 'closed',
        participant_messaging_binding: { type: 'sms', address: CUSTOMER, proxy_address: FIRST },
      }));
      const meta = { key: 'conversations', next_page_url: next(url) };
      return { status: 200, body: { conversations, meta } };
    };
  }

  function nextPage(url: URL): string {
    const next = new URL(url);
    next.searchParams.set('Page', `${Number(url.searchParams.get('Page') ?? 0) + 1}`);
    return next.href;
  }

  const lists = () => asked().filter((path) => path.startsWith('ParticipantConversations'));

  test('twenty pages are read, none of them twice, and what they say counts', async () => {
    const since = runtime.logged.length;
    endless(nextPage);
    expect(await askAs()).toEqual(proxyAddress(SECOND));
    expect(runtime.logged.slice(since)).toEqual([TOO_MANY]);
    expect(lists()).toHaveLength(20);
    expect(new Set(lists()).size).toBe(20);
  });

  test('a page that leads to itself is asked no third time', async () => {
    endless(({ href }) => href);
    expect(await askAs()).toEqual(proxyAddress(SECOND));
    expect(lists().length).toBeLessThanOrEqual(2);
  });

  test('after 1.5 s of reading, the address that is taken is not given, and nothing is asked later', async () => {
    const since = runtime.logged.length;
    const started = Date.now();
    endless((url) => {
      now.mockReturnValue(started + 250 * lists().length);
      return nextPage(url);
    });
    expect(await askAs()).toEqual(proxyAddress(SECOND));
    expect(runtime.logged.slice(since)).toEqual([TOO_MANY]);
    // The answer of the seventh comes after more than 1.5 s.
    expect(lists()).toHaveLength(7);
    // What comes later comes while somebody else asks.
    const then = twilio.requests.length;
    endless(nextPage);
    await askAs({ ChannelValue: '+12025558888' });
    expect(asked().slice(then).join()).not.toContain(CUSTOMER);
  });
});

test('more open conversations than are asked about at once, and no warning of the runtime', async () => {
  api.conversations = Array.from({ length: 15 }, () => held(FIRST));
  expect(await askAs()).toEqual(proxyAddress(SECOND));
  expect(asked().filter((path) => path.includes('Participants'))).toHaveLength(10);
  expect(runtime.logged.join()).not.toContain('MaxListeners');
});

test('60 callbacks at once', async () => {
  const customers = Array.from({ length: 60 }, (_, index) => `+1202555${2000 + index}`);
  const own = customers.map((customer) => stickyAddress(POOL, `${WORKER}\n${customer}`) ?? '');
  api.conversations = customers.map((customer, index) => held(own[index] ?? '', { customer }));
  const since = runtime.logged.length;
  const answers = await Promise.all(customers.map((ChannelValue) => askAs({ ChannelValue })));
  const next = customers.map((customer, index) => {
    const free = POOL.filter((address) => address !== own[index]);
    return stickyAddress(free, `${WORKER}\n${customer}`) ?? '';
  });
  expect(answers).toEqual(next.map(proxyAddress));
  expect(runtime.logged.slice(since)).toEqual([]);
});

describe('whatever fails, the sticky address, and one line without personal data', () => {
  const quoting = `No customer ${CUSTOMER}, asked by ${WORKER}`;

  test.each<[string, Answer, string]>([
    ['401', twilioError(401, 20003, quoting), '401'],
    ['404', twilioError(404, 20404, quoting), '404'],
    ['429', twilioError(429, 20429, quoting), '429'],
    ['500', twilioError(500, 20500, quoting), '500'],
    ['no JSON', { status: 200, body: '', text: quoting }, 'SyntaxError'],
    ['JSON of another kind', { status: 200, body: [quoting] }, 'TypeError'],
    ['a reset', { status: 200, body: '', resets: true }, 'ECONNRESET'],
  ])('%s', async (_, answer, reason) => {
    const since = runtime.logged.length;
    instead = answer;
    expect(await askAs()).toEqual(proxyAddress(FIRST));
    expect(runtime.logged.slice(since)).toEqual([`200 48031 ${REASON} (${reason}).`]);
  });

  test('silence for 2 s', async () => {
    const since = runtime.logged.length;
    time.given.mockClear();
    instead = { status: 200, body: '', delayMs: 600_000 };
    const answer = askAs();
    await soon(() => expect(twilio.requests).toHaveLength(1));
    time.end();
    expect(await answer).toEqual(proxyAddress(FIRST));
    expect(time.given.mock.calls).toEqual([[2_000]]);
    expect(runtime.logged.slice(since)).toEqual([`200 48031 ${REASON} (no answer in 2000 ms).`]);
  });

  test('a conversation that nobody can be asked about is held all the same', async () => {
    const since = runtime.logged.length;
    api.conversations = [held(FIRST)];
    const whole = api.answer;
    api.answer = (request) =>
      request.path.endsWith('Participants') ? twilioError(503, 20503, quoting) : whole(request);
    expect(await askAs()).toEqual(proxyAddress(SECOND));
    expect(runtime.logged.slice(since)).toEqual([`200 48031 ${REASON} (503).`]);
  });

  test('no line holds what is personal', () => {
    const written = runtime.logged.join('\n');
    expect(written).toContain('200 48031');
    for (const personal of [CUSTOMER, WORKER, 'crm-42', CREDENTIALS.AUTH_TOKEN]) {
      expect(written).not.toContain(personal);
    }
  });
});

describe('in a runtime of its own', () => {
  async function inRuntime<T>(
    set: Record<string, string>,
    use: (local: LocalRuntime) => Promise<T>,
  ) {
    const local = await startLocalRuntime({ assetsFolder: assets.path, variables: set });
    try {
      return await use(local);
    } finally {
      await local.stop();
    }
  }

  test('without the SID, nobody is asked', async () => {
    api.conversations = [held(FIRST)];
    await inRuntime(variables({ TWILIO_CONVERSATIONS_SERVICE_SID: ' ' }), async (local) => {
      expect(await askAs({}, local)).toEqual(proxyAddress(FIRST));
    });
    expect(asked()).toEqual([]);
  });

  test('without credentials, it says so in one line', async () => {
    await inRuntime(variables({ AUTH_TOKEN: '' }), async (local) => {
      expect(await askAs({}, local)).toEqual(proxyAddress(FIRST));
      const line =
        '200 48031 TWILIO_CONVERSATIONS_SERVICE_SID: Conversations could not be asked (no credentials).';
      expect(local.logged).toEqual([line]);
    });
    expect(asked()).toEqual([]);
  });
});
