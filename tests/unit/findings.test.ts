import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findingsOf } from '../../scripts/callback/findings';
import type { Request } from '../../scripts/callback/request';
import { SERVICE_VARIABLE } from '../../src/conversations';
import { recordOf } from '../../src/record';
import { type Account, accountApi } from '../support/account-api';
import { serverlessApi } from '../support/serverless-api';
import { CREDENTIALS, type StandIn, startTwilioStandIn } from '../support/stand-in';
import { leadHere } from '../support/this-process';

const [GIVEN, OTHER] = ['+12025551231', '+12025551230'];
const CUSTOMER = '+14155552671';
const HERE = 'http://localhost:3000/';
const THERE = 'https://x.twil.io/';

const assetsFolder = mkdtempSync(path.join(tmpdir(), 'frontline-findings-'));
let twilio: StandIn;
let account: Account;

beforeAll(async () => {
  writeFileSync(
    path.join(assetsFolder, 'proxy-addresses.private.json'),
    JSON.stringify({ sms: [GIVEN, OTHER], chat: 'desk' }),
  );
  twilio = await startTwilioStandIn((request) => accountApi(account)(request));
  leadHere(twilio);
});

afterAll(async () => {
  await twilio.close();
  rmSync(assetsFolder, { recursive: true });
});

const right = (address: string) => ({
  ...{ status: 200, contentType: 'application/json' },
  body: JSON.stringify({ proxy_address: address }),
});

interface Asked {
  url?: string;
  parameters?: Partial<Request['parameters']>;
  variables?: Record<string, string>;
  /** Whether it has the credentials of the stand-in's account. */
  asks?: boolean;
  authToken?: string;
}

/** The levels and codes of what is found, in order. */
async function found(...asked: Parameters<typeof findingsFor>) {
  return (await findingsFor(...asked)).map(({ level, code }) => `${level} ${code}`);
}

function findingsFor(
  answer: Parameters<typeof findingsOf>[0],
  { url = HERE, parameters = {}, variables = {}, asks = false, authToken }: Asked = {},
) {
  return findingsOf(
    answer,
    {
      url: new URL(url),
      parameters: {
        ...{ Location: 'GetProxyAddress', ChannelType: 'sms', ChannelValue: CUSTOMER },
        ...{ CustomerId: '', Worker: 'ana', ...parameters },
      },
      ...(authToken && { authToken }),
    },
    {
      configuration: {
        variables,
        credentials: asks ? CREDENTIALS : { ACCOUNT_SID: '', AUTH_TOKEN: authToken ?? '' },
        accountFrom: '',
        envFile: { name: '.env', lines: [] },
      },
      assetsFolder,
      identities: false,
    },
  );
}

describe('without credentials', () => {
  test('a right answer is right, and what nobody could ask is told', async () => {
    expect(await found(right(GIVEN))).toEqual([
      'right answer/right',
      'reason rule/decides',
      'unchecked account/no-credentials',
      'unchecked unsigned/local',
    ]);
  });

  test.each([
    ['chat', 'customer-42', 'desk', ['right answer/right']],
    ['viber', '42', 'viber-1', ['unchecked channel/undocumented', 'right answer/well-formed']],
    [
      'whatsapp',
      'whatsapp:US.ABC',
      'whatsapp:+12025551231',
      ['unchecked customer/user-id', 'right answer/well-formed'],
    ],
  ])('an answer on %s for %s is right as far as it was checked', async (...args) => {
    const [ChannelType, ChannelValue, address, told] = args;
    const codes = await found(right(address), { parameters: { ChannelType, ChannelValue } });
    expect(codes.filter((code) => / (answer|channel|customer)\//.test(code))).toEqual(told);
  });

  test('what is deployed and is not here comes first', async () => {
    expect(await found(right('+12025551239'), { url: THERE })).toEqual([
      'warning deployed/differs',
      'right answer/right',
      'reason rule/decides',
      'unchecked account/no-credentials',
      'error unsigned/answered',
    ]);
  });

  test('with a wrong answer, nothing is asked', async () => {
    expect(await found({ ...right(GIVEN), status: 500 })).toEqual([
      'error answer/failed',
      'reason rule/decides',
      'unchecked unsigned/local',
    ]);
  });

  test('a request that is not signed is refused for that', async () => {
    const answer = { status: 403, contentType: 'text/plain', body: 'Forbidden' };
    expect(await found(answer, { url: THERE })).toEqual([
      'error answer/wrong-signature',
      'unchecked account/no-credentials',
      'right unsigned/refused',
    ]);
  });

  test('no answer is right for a customer who cannot be one, and nothing is asked', async () => {
    expect(await found(right(GIVEN), { parameters: { ChannelValue: '0044 7700' } })).toEqual([
      'error customer/malformed',
      'reason rule/decides',
      'unchecked unsigned/local',
    ]);
  });

  test('a wrong answer is wrong for such a customer, too', async () => {
    const parameters = { ChannelValue: '0044 7700' };
    expect(await found({ ...right(GIVEN), status: 500 }, { parameters })).toEqual([
      'error customer/malformed',
      'error answer/failed',
      'reason rule/decides',
      'unchecked unsigned/local',
    ]);
  });

  test('a customer who may be one is warned of, and asked for', async () => {
    expect(await found(right(GIVEN), { parameters: { ChannelValue: '+1415555267' } })).toEqual([
      'warning customer/impossible',
      'right answer/right',
      'reason rule/decides',
      'unchecked account/no-credentials',
      'unchecked unsigned/local',
    ]);
  });

  test.each([
    ['SMS', true],
    ['whatsap', true],
    ['sms', false],
    ['fax', false],
  ])('the channel that is meant is named: %s, %p', async (ChannelType, isNamed) => {
    const codes = await found(right(GIVEN), { parameters: { ChannelType } });
    expect(codes.indexOf('warning channel/unknown')).toBe(isNamed ? 0 : -1);
  });

  test('another question has no rule', async () => {
    const refused = {
      ...{ status: 422, code: 48000, message: 'Location must be GetProxyAddress.' },
      more_info: 'https://www.twilio.com/docs/api/errors/48000',
    };
    const answer = { ...right(GIVEN), status: 422, body: JSON.stringify(refused) };
    expect(await found(answer, { parameters: { Location: 'Home' } })).toEqual([
      'error answer/refusal',
      'unchecked unsigned/local',
    ]);
  });
});

describe('signed', () => {
  const { AUTH_TOKEN } = CREDENTIALS;

  /** What is found of a server that does this with a request that is not signed. */
  async function foundUnsigned(
    unsigned: (request: IncomingMessage, end: (status: number, body: string) => void) => void,
  ) {
    const signatures: unknown[] = [];
    const server = createServer((request, response) => {
      signatures.push(request.headers['x-twilio-signature']);
      unsigned(request, (status, body) => response.writeHead(status).end(body));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${recordOf(server.address()).port}/`;
    const codes = await found(right(GIVEN), { url, authToken: AUTH_TOKEN });
    server.closeAllConnections();
    server.close();
    expect(signatures).toEqual([undefined]);
    return codes.at(-1);
  }

  test('the same request is sent without a signature', async () => {
    expect(await foundUnsigned((_, end) => end(403, 'Forbidden'))).toBe('right unsigned/refused');
    expect(await foundUnsigned((_, end) => end(200, '{"proxy_address":"+12"}'))).toBe(
      'unchecked unsigned/local',
    );
    expect(await foundUnsigned(({ socket }) => socket.destroy())).toBe(
      'unchecked unsigned/no-answer',
    );
  });

  test('with a token that cannot be one, that is named before what came of it', async () => {
    const answer = { status: 403, contentType: 'text/plain', body: 'Forbidden' };
    const codes = await found(answer, { url: 'http://127.0.0.1:9/', authToken: 'secret' });
    expect(codes).toEqual([
      'error credentials/malformed',
      'error answer/wrong-signature',
      'unchecked unsigned/no-answer',
    ]);
  });
});

describe('with credentials', () => {
  const numbers = [{ [GIVEN]: true, [OTHER]: true }];
  const taken = [{ customer: CUSTOMER, proxy: GIVEN, workers: ['bo'] }];
  const ASKING = { [SERVICE_VARIABLE]: `IS${'1'.repeat(32)}` };

  test('an address that can be used is right', async () => {
    account = { numbers };
    expect(await found(right(GIVEN), { asks: true })).toEqual([
      'right answer/right',
      'reason rule/decides',
      'right address/can-send',
      'right pair/free',
      'unchecked unsigned/local',
    ]);
  });

  test.each([
    ['of another account', [{}], 'address/unowned'],
    ['without SMS', [{ [GIVEN]: false }], 'address/incapable'],
  ])('an address %s is not right', async (_, others, code) => {
    account = { numbers: others };
    expect(await found(right(GIVEN), { asks: true })).toEqual([
      `error ${code}`,
      'reason rule/decides',
      'right pair/free',
      'unchecked unsigned/local',
    ]);
  });

  test('a WhatsApp sender that is OFFLINE is not right', async () => {
    account = { senders: [{ 'whatsapp:+12': 'OFFLINE' }] };
    const parameters = { ChannelType: 'whatsapp', ChannelValue: `whatsapp:${CUSTOMER}` };
    const variables = { TWILIO_WHATSAPP_NUMBER: '+12' };
    expect(await found(right('whatsapp:+12'), { asks: true, parameters, variables })).toEqual([
      'error address/offline',
      'reason rule/decides',
      'right pair/free',
      'unchecked unsigned/local',
    ]);
  });

  test('an address that is taken is not right, and the way out is named', async () => {
    account = { numbers, conversations: taken };
    expect(await found(right(GIVEN), { asks: true })).toEqual([
      'error pair/taken',
      'reason rule/decides',
      'warning pool/ask',
      'right address/can-send',
      'unchecked unsigned/local',
    ]);
  });

  test('why the Function gives another address is named', async () => {
    account = { numbers, conversations: taken };
    const codes = await found(right(OTHER), { asks: true, variables: ASKING });
    expect(codes).toEqual([
      'right answer/right',
      'reason rule/decides',
      'reason rule/asked',
      'right address/can-send',
      'right pair/free',
      'unchecked unsigned/local',
    ]);
  });

  test('what Twilio does not tell is no fault of the mapping', async () => {
    account = { numbers };
    const variables = { [SERVICE_VARIABLE]: `IS${'2'.repeat(32)}` };
    expect(await found(right(GIVEN), { asks: true, variables })).toEqual([
      'right answer/right',
      'reason rule/decides',
      'right address/can-send',
      'unchecked account/failed',
      'unchecked unsigned/local',
    ]);
  });

  test('of a chat’s address only the conversations are asked', async () => {
    account = {};
    const parameters = { ChannelType: 'chat', ChannelValue: 'customer-42' };
    expect(await found(right('desk'), { asks: true, parameters })).toEqual([
      'right answer/right',
      'reason rule/decides',
      'right pair/free',
      'unchecked unsigned/local',
    ]);
  });
});

describe('of a Function on Twilio', () => {
  const NAME = 'Ours';
  const URL_THERE = 'https://ours-1234-dev.twil.io/callbacks/outgoing-conversation';

  /** What differs, and which rule decides, if these variables are set there. */
  async function told(answer: string, there: Record<string, string>, url = URL_THERE) {
    const serverless = serverlessApi();
    serverless.createService('Other', { variables: {} });
    serverless.createService(NAME, { variables: there });
    account = { numbers: [{ [GIVEN]: true, [OTHER]: true }], serverless };
    const all = await findingsFor(right(answer), { url, asks: true });
    return all.flatMap(({ code, values, message }) => {
      if (code === 'deployed/differs') return [values[0]];
      return code === 'rule/decides' ? [`${message}`.replace(/,.*/, '')] : [];
    });
  }

  test.each<[string, string, Record<string, string>, string[]]>([
    ['nothing', GIVEN, {}, ['Decided there by sms']],
    [
      'a variable',
      OTHER,
      { TWILIO_SMS_NUMBER: OTHER },
      ['variables', 'Decided there by TWILIO_SMS_NUMBER'],
    ],
    // It decides there, though the answer is the same.
    [
      'a variable in vain',
      GIVEN,
      { TWILIO_SMS_NUMBER: GIVEN },
      ['Decided there by TWILIO_SMS_NUMBER'],
    ],
    ['the mapping', OTHER, {}, ['files', 'Decided here by sms']],
    [
      'the mapping and a variable',
      OTHER,
      { TWILIO_SMS_NUMBER: GIVEN },
      ['files', 'Decided here by sms'],
    ],
  ])('%s differs', async (_, answer, there, expected) => {
    expect(await told(answer, there)).toEqual(expected);
  });

  test('of another account, nobody knows what differs', async () => {
    const elsewhere = URL_THERE.replace('1234', '9999');
    expect(await told(OTHER, {}, elsewhere)).toEqual(['unknown', 'Decided here by sms']);
  });

  test('on this machine, here and there are the same', async () => {
    expect(await told(GIVEN, {}, HERE)).toEqual(['Decided by sms']);
  });
});
