import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Known, openConversation, ownership } from '../../scripts/callback/account';
import { type Conversation, SERVICE_SID } from '../../scripts/stand-in/conversations';
import { inquire } from '../../scripts/twilio/account';
import { SERVICE_VARIABLE } from '../../src/conversations';
import { type Account, accountApi } from '../support/account-api';
import {
  type Answer,
  CREDENTIALS,
  type StandIn,
  startTwilioStandIn,
  twilioError,
} from '../support/stand-in';
import { leadHere } from '../support/this-process';

const ADDRESS = '+12025551234';
const CUSTOMER = '+14155552671';
const PAIR = { worker: 'ana', channel: 'sms', customerAddress: CUSTOMER, proxyAddress: ADDRESS };

let twilio: StandIn;
let account: Account;
/** What Twilio answers instead of all that it knows. */
let instead: Answer | undefined;

beforeAll(async () => {
  twilio = await startTwilioStandIn((request) => instead ?? accountApi(account)(request));
  leadHere(twilio);
});

afterAll(() => twilio.close());

beforeEach(() => {
  account = {
    numbers: [{ [ADDRESS]: true, '+12025551235': false }, { '+12025551236': true }],
    withoutVoice: ['+12025551236'],
    senders: [
      {
        [`whatsapp:${ADDRESS}`]: 'ONLINE',
        'whatsapp:+12025551235': 'OFFLINE',
        'whatsapp:+12025551236': 'ONLINE:UPDATING',
      },
    ],
  };
  instead = undefined;
  twilio.requests.length = 0;
});

/** The paths that Twilio was asked for. */
const paths = () => twilio.requests.map(({ path }) => decodeURIComponent(path));

describe('whether the account can send from the address', () => {
  const judged = (channel: string, proxyAddress: string, credentials = CREDENTIALS) =>
    inquire(ownership({ ...PAIR, channel, proxyAddress }), credentials);

  test.each([
    ['sms', ADDRESS],
    ['voice', ADDRESS],
    // One without SMS, and one without calls.
    ['voice', '+12025551235'],
    ['sms', '+12025551236'],
    ['whatsapp', `whatsapp:${ADDRESS}`],
    // It goes on sending.
    ['whatsapp', 'whatsapp:+12025551236'],
  ])('it can, by %s from %s', async (channel, address) => {
    expect(await judged(channel, address)).toMatchObject([
      { code: 'address/can-send', level: 'right', written: address },
    ]);
  });

  const CANNOT: [string, string, string, unknown[]][] = [
    ['sms', '+12025551237', 'address/unowned', ['phone numbers', 48028]],
    ['sms', '+12025551235', 'address/incapable', ['send SMS']],
    ['voice', '+12025551236', 'address/incapable', ['make calls']],
    ['whatsapp', 'whatsapp:+12025551235', 'address/offline', ['OFFLINE']],
    ['whatsapp', 'whatsapp:+12025551237', 'address/unowned', ['WhatsApp senders', 48030]],
  ];

  test.each(CANNOT)('it cannot, by %s from %s', async (channel, address, code, values) => {
    expect(await judged(channel, address)).toMatchObject([
      { code, level: 'error', places: [], values, written: address },
    ]);
  });

  test.each(CANNOT)('without credentials nobody knows, of %s %s', async (channel, address) => {
    const [unknown, ...others] = await judged(channel, address, { ...CREDENTIALS, AUTH_TOKEN: '' });
    expect(unknown).toMatchObject({ code: 'account/no-credentials', level: 'unchecked' });
    expect(`${unknown?.message}`).toContain(channel === 'whatsapp' ? '(48030)' : '(48028)');
    expect(others).toEqual([]);
    expect(twilio.requests).toEqual([]);
  });

  test('of a chat’s address nobody is asked', async () => {
    expect(await judged('chat', 'front-desk')).toEqual([]);
    expect(twilio.requests).toEqual([]);
  });

  test('where Twilio does not say, that is told', async () => {
    instead = twilioError(503, 20503, 'It broke.');
    expect(await judged('sms', ADDRESS)).toMatchObject([
      {
        code: 'account/failed',
        values: [expect.stringContaining('48028'), expect.stringContaining('Twilio failed (503)')],
      },
    ]);
  });
});

describe('whether customer and address are in a conversation', () => {
  const other = (proxy: string): Conversation => ({ customer: CUSTOMER, proxy, workers: ['bo'] });

  async function judged(variables: Record<string, string> = {}, pair = PAIR) {
    const known: Known = {};
    const configuration = {
      ...{ variables, credentials: CREDENTIALS },
      ...{ accountFrom: '', envFile: { name: '.env', lines: [] } },
    };
    const inquiry = openConversation(pair, configuration, known);
    return { findings: await inquire([inquiry], CREDENTIALS), known };
  }

  const SID = /^CH\d{32}$/;

  test('an open one is a 48031, on whatever page', async () => {
    const others = Array.from({ length: 50 }, () => other('+12025559999'));
    account.conversations = [...others, other(ADDRESS)];
    const { findings, known } = await judged();
    expect(findings).toMatchObject([
      {
        code: 'pair/taken',
        level: 'error',
        values: [`CH${'50'.padStart(32, '0')}`, 'active', 'another worker'],
      },
    ]);
    expect(known).toMatchObject({ isOwn: false, taken: expect.arrayContaining([ADDRESS]) });
    // The account's default service, as none is set.
    const list = `/v1/Services/${SERVICE_SID}/ParticipantConversations?Address=${CUSTOMER}&PageSize=50`;
    expect(paths().slice(0, 2)).toEqual(['/v1/Configuration', list]);
  });

  test('another one of this worker with this customer is named', async () => {
    account.conversations = [
      other('+12025559998'),
      { ...other('+12025559999'), workers: ['bo', 'ana'] },
    ];
    const { findings, known } = await judged();
    expect(findings).toMatchObject([
      { code: 'pair/free', level: 'right', values: [SERVICE_SID, true] },
      {
        code: 'pair/elsewhere',
        level: 'warning',
        values: [expect.stringMatching(SID), '+12025559999'],
      },
    ]);
    expect(known).toEqual({ taken: ['+12025559998', '+12025559999'] });
  });

  test('a closed one is none, nor is one of another customer', async () => {
    account.conversations = [
      { ...other(ADDRESS), state: 'closed' },
      { ...other(ADDRESS), customer: '+14155552672' },
    ];
    const { findings, known } = await judged();
    expect(findings).toMatchObject([
      { code: 'pair/free', level: 'right', values: [SERVICE_SID, true] },
    ]);
    expect(known).toEqual({ taken: [] });
  });

  test.each(['inactive', 'initializing'] as const)(
    'one that is %s holds them too',
    async (state) => {
      account.conversations = [{ ...other(ADDRESS), state, workers: [] }];
      const { findings } = await judged();
      expect(findings).toMatchObject([
        {
          code: 'pair/taken',
          level: 'error',
          values: [expect.stringMatching(SID), state, 'no worker'],
        },
      ]);
    },
  );

  test('one with this worker in it is told, and judged by nobody', async () => {
    account.conversations = [other('+12025559999'), { ...other(ADDRESS), workers: ['bo', 'ana'] }];
    const { findings, known } = await judged();
    expect(findings).toMatchObject([
      { code: 'pair/own', level: 'unchecked', values: [expect.stringMatching(SID), 'active'] },
    ]);
    expect(known).toMatchObject({ isOwn: true });
  });

  test('it is looked for over this address first', async () => {
    const others = Array.from({ length: 12 }, () => other('+12025559999'));
    account.conversations = [...others, { ...other(ADDRESS), workers: ['ana'] }];
    expect((await judged()).findings).toMatchObject([{ code: 'pair/own' }]);
    expect(paths().filter((path) => path.includes('/Participants'))).toHaveLength(1);
  });

  test('in so many conversations it looks for the worker, and in no more', async () => {
    account.conversations = Array.from({ length: 12 }, () => other(ADDRESS));
    account.conversations[10] = { ...other(ADDRESS), workers: ['ana'] };
    expect((await judged()).findings).toMatchObject([{ code: 'pair/taken' }]);
    expect(paths().filter((path) => path.includes('/Participants'))).toHaveLength(10);
    account.conversations[9] = { ...other(ADDRESS), workers: ['ana'] };
    expect((await judged()).findings).toMatchObject([{ code: 'pair/own' }]);
  });

  test('of more conversations than are read, it says so', async () => {
    account.conversations = Array.from({ length: 1001 }, () => other('+12025559999'));
    expect((await judged()).findings).toMatchObject([
      { code: 'pair/free', level: 'right', values: [SERVICE_SID, false] },
    ]);
  });

  test('it is asked in the service that the Function asks', async () => {
    const sid = `IS${'2'.repeat(32)}`;
    const { findings } = await judged({ [SERVICE_VARIABLE]: sid });
    expect(findings).toMatchObject([
      {
        code: 'account/failed',
        values: [expect.stringContaining('48031'), expect.stringMatching(/^Twilio answered 404/)],
      },
    ]);
    expect(paths()).toHaveLength(1);
    expect(paths()[0]).toContain(`/v1/Services/${sid}/ParticipantConversations?`);
  });

  test('a customer is found by the other spelling of their number', async () => {
    const proxyAddress = `whatsapp:${ADDRESS}`;
    // As some CRM may write it.
    const customerAddress = 'WhatsApp:+525512345678';
    const pair = { worker: 'ana', channel: 'whatsapp', proxyAddress, customerAddress };
    const other = { customer: 'whatsapp:+5215512345678', proxy: proxyAddress, workers: ['bo'] };
    account.conversations = [other];
    // No source says that Frontline compares spellings.
    expect((await judged({}, pair)).findings).toMatchObject([
      { code: 'pair/other-spelling', level: 'warning' },
    ]);
    account.conversations = [other, { ...other, customer: 'whatsapp:+525512345678' }];
    expect((await judged({}, pair)).findings).toMatchObject([
      { code: 'pair/taken', level: 'error' },
    ]);
  });

  test('a failing API is told from that', async () => {
    instead = twilioError(401, 20003, 'Authenticate');
    const { findings, known } = await judged();
    expect(findings).toMatchObject([
      {
        code: 'account/failed',
        values: [
          expect.stringContaining('48031'),
          expect.stringContaining('Twilio refused the credentials (401)'),
        ],
      },
    ]);
    expect(known).toEqual({});
  });
});
