import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { type Conversation, SERVICE_SID } from '../../scripts/stand-in/conversations';
import {
  type Answerer,
  CREDENTIALS,
  startTwilioStandIn,
  twilioError,
} from '../../scripts/stand-in/twilio';
import { type LocalRuntime, startLocalRuntime } from '../../scripts/twilio/local-runtime';
import { stickyAddress } from '../../src/pool';
import { recordOf } from '../../src/record';
import { accountApi } from '../support/account-api';
import { type AssetsFolder, assetsFolder } from '../support/assets-folder';
import { type Checkout, checkout } from '../support/checkout';
import { type Outcome, run, runScript } from '../support/run';

const { AUTH_TOKEN } = CREDENTIALS;

/** Sends a callback to a server that answers as it likes; there is no .env. */
async function callbackTo(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  flags: string[] = [],
  environment: Record<string, string> = {},
  scheme = 'http',
  end = '',
): Promise<Outcome> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = recordOf(server.address());
  try {
    return await callback(`${scheme}://127.0.0.1:${port}/callback${end}`, flags, environment);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

let here: AssetsFolder;
beforeAll(async () => {
  here = await assetsFolder('{}');
});
afterAll(() => here.remove());

/** Sends a callback, with no variable and an empty mapping here. */
function callback(url: string, flags: string[] = [], environment: Record<string, string> = {}) {
  const nothing = ['--env', '/dev/null', '--assets-folder', here.path];
  return runScript('callback', ['--url', url, ...nothing, ...flags], { environment });
}

describe('against the local runtime', () => {
  let runtime: LocalRuntime;
  beforeAll(async () => {
    runtime = await startLocalRuntime({ assetsFolder: 'examples' });
  });
  afterAll(() => runtime.stop());

  test('prints question, answer and verdict', async () => {
    const flags = ['--worker', 'bo@example.com', '--customer', '+447700900199'];
    const outcome = await callback(runtime.callbackUrl, flags, { AUTH_TOKEN });
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' });
    for (const line of [
      `Frontline asks ${runtime.callbackUrl}`,
      '  Location=GetProxyAddress',
      '  ChannelType=sms',
      '  ChannelValue=+447700900199',
      '  Worker=bo@example.com',
      '  signed with AUTH_TOKEN',
      'Frontline waits 6 s.',
      '  {"proxy_address":"+442079460130"}',
      '✔ Frontline would start the conversation: the customer sees +442079460130.',
      '– Signatures are not checked locally',
    ]) {
      expect(outcome.stdout).toContain(line);
    }
    expect(outcome.stdout).not.toContain(AUTH_TOKEN);
  });

  test('asks something else, if told so', async () => {
    const { stdout } = await callback(runtime.callbackUrl, ['--location', 'GetCustomersList']);
    expect(stdout).toContain('refuses with 48000: Location must be GetProxyAddress.');
  });

  test('says what the Function refuses, and why', async () => {
    const { exitCode, stdout } = await callback(runtime.callbackUrl, ['--channel', 'fax']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      '✘ Frontline would report 48004: the Function refuses with 48026: Channel fax has no proxy address.',
    );
    expect(stdout).toContain('not signed: there is no AUTH_TOKEN');
    expect(stdout).toContain('– Signatures are not checked locally');
  });
});

describe('without a URL', () => {
  let project: Checkout;
  beforeAll(async () => {
    project = await checkout();
    await mkdir(path.join(project.path, 'assets'));
    await writeFile(
      path.join(project.path, 'assets/proxy-addresses.private.json'),
      '{\n  "sms": {\n    "default": ["+12025551230", "+12025551231"],\n    "workers": { "ana@example.com": "+12025551232" }\n  }\n}\n',
    );
    await writeFile(path.join(project.path, '.env'), '\nTWILIO_CHAT_NUMBER=desk\n');
  });
  afterAll(() => project.remove());

  /** Asks the Function that runs here; gives the lines behind its answer. */
  async function verdictsOf(...flags: string[]) {
    const { exitCode, stdout, stderr } = await runScript('callback', flags, { cwd: project.path });
    expect(stderr).toBe('');
    return { exitCode, lines: stdout.trim().split('\n\n')[2]?.split('\n') };
  }

  const UNSIGNED = '– Signatures are not checked locally: Twilio does that, once deployed.';
  const UNOWNED = (address: string) =>
    `– Not checked: whether the account owns ${address} and can send from it (48028). Set ACCOUNT_SID and AUTH_TOKEN.`;
  const UNASKED =
    '– Not checked: whether this customer is in a conversation with that address already (48031). Set ACCOUNT_SID and AUTH_TOKEN.';

  test('it runs the Function here, and says which rule decided', async () => {
    const address = '+12025551232';
    expect(await verdictsOf('--worker', 'ana@example.com')).toEqual({
      exitCode: 0,
      lines: [
        `✔ Frontline would start the conversation: the customer sees ${address}.`,
        '→ Decided by sms.workers[#1], line 4 of assets/proxy-addresses.private.json: one address.',
        UNOWNED(address),
        UNASKED,
        UNSIGNED,
      ],
    });
  });

  test('it reads the variables that are here', async () => {
    const flags = ['--channel', 'chat', '--customer', 'customer-42'];
    expect(await verdictsOf(...flags)).toEqual({
      exitCode: 0,
      lines: [
        '✔ Frontline would start the conversation: the customer sees desk.',
        '→ Decided by TWILIO_CHAT_NUMBER, line 2 of .env: one address.',
        UNASKED,
        UNSIGNED,
      ],
    });
  });

  test('it names a worker who is almost in the mapping', async () => {
    const { lines } = await verdictsOf('--worker', 'Ana@example.com ');
    expect(lines?.slice(1, 3)).toEqual([
      '→ Decided by sms.default, line 3 of assets/proxy-addresses.private.json: a pool of 2; sms.workers (nobody of this name).',
      '⚠ The mapping has nobody called "Ana@example.com ": is "ana@example.com" meant? Capitals and white space count.',
    ]);
  });

  test('it says what the Function logs beside an answer', async () => {
    await writeFile(
      path.join(project.path, 'asking.env'),
      'TWILIO_CONVERSATIONS_SERVICE_SID=IS1\n',
    );
    const { lines } = await verdictsOf('--env', 'asking.env');
    expect(lines?.at(-1)).toBe(
      '⚠ The Function logs: 200 48031 TWILIO_CONVERSATIONS_SERVICE_SID: Conversations could not be asked (no credentials).',
    );
  });

  test('its Function asks Conversations the way that the tools go, and it says which it was', async () => {
    const conversation = { customer: '+14155552671' };
    const conversations: Conversation[] = [
      { ...conversation, proxy: '+12025551230', workers: ['bo'] },
      { ...conversation, proxy: '+12025551231', workers: ['cy'] },
    ];
    const api = accountApi({
      numbers: [{ '+12025551230': true, '+12025551231': true }],
      conversations,
    });
    const stand = await startTwilioStandIn(api);
    const env = path.join(project.path, 'asking.env');
    await writeFile(env, `TWILIO_CONVERSATIONS_SERVICE_SID=${SERVICE_SID}\n`);
    const given = async (worker: string) => {
      const flags = ['--env', env, '--customer', '+14155552671', '--worker', worker];
      const { stdout } = await runScript('callback', flags, {
        cwd: project.path,
        environment: {
          ...stand.environment,
          ...CREDENTIALS,
        },
      });
      const asked = /Conversations were asked: (.*)/.exec(stdout)?.[1];
      return [/"proxy_address":"(.*)"/.exec(stdout)?.[1], asked];
    };
    const own = (worker: string) =>
      stickyAddress(['+12025551230', '+12025551231'], `${worker}\n+14155552671`);
    const other = (address: string) =>
      address === '+12025551230' ? '+12025551231' : '+12025551230';
    for (const worker of ['bo', 'cy']) {
      const address = worker === 'bo' ? '+12025551230' : '+12025551231';
      const why = `${own(worker)} would be this pair's own, but this worker talks over ${address} already.`;
      expect(await given(worker)).toEqual([address, own(worker) === address ? undefined : why]);
    }
    // Whoever is in neither gets the one that is free.
    const free = other(own('dee') ?? '');
    conversations.splice(0, 2, { ...conversation, proxy: own('dee') ?? '', workers: ['bo'] });
    expect(await given('dee')).toEqual([
      free,
      `${own('dee')} would be this pair's own, but is taken.`,
    ]);
    await stand.close();
  });

  test('it names the channel that is meant', async () => {
    const { lines } = await verdictsOf('--channel', 'SMS');
    expect(lines).toContain('⚠ Frontline asks for no channel SMS: is sms meant?');
  });

  test('it says what was tried in vain', async () => {
    const { exitCode, lines } = await verdictsOf('--channel', 'whatsapp');
    expect(exitCode).toBe(1);
    expect(lines?.at(-2)).toBe(
      '→ Tried TWILIO_WHATSAPP_NUMBER (not set), "whatsapp" in assets/proxy-addresses.private.json (not there).',
    );
  });

  test('it says what is wrong with the customer, and no right answer helps then', async () => {
    expect(await verdictsOf('--customer', '0044 7700 900199')).toEqual({
      exitCode: 1,
      lines: [
        "✘ Frontline would report 48025: the customer's address must be + and 2 to 15 digits, country code first (E.164): write +447700900199.",
        'https://www.twilio.com/docs/api/errors/48025',
        '→ Decided by sms.default, line 3 of assets/proxy-addresses.private.json: a pool of 2; sms.workers (nobody of this name).',
        UNSIGNED,
      ],
    });
  });
});

describe('with a URL, what is here is compared', () => {
  const gives = (body: object) => (_: IncomingMessage, response: ServerResponse) => {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
  };

  test('with another address, before anything else, and that is no failure', async () => {
    const folder = await assetsFolder('{ "sms": "+12025551231" }');
    const flags = ['--assets-folder', folder.path];
    const { exitCode, stdout } = await callbackTo(gives({ proxy_address: '+12025551230' }), flags);
    await folder.remove();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /\n\n⚠ What is deployed is not what is here: it answers \+12025551230; the mapping here, \+12025551231\.\n✔ Frontline/,
    );
  });

  test('with a refusal', async () => {
    const { stdout } = await callbackTo(gives({ proxy_address: '+12025551230' }));
    expect(stdout).toContain('it answers +12025551230; the mapping here, a refusal with 48026.');
  });
});

describe('against a server that demands the signature', () => {
  const demanding = (request: IncomingMessage, response: ServerResponse) => {
    text(request).then((body) => {
      const url = `http://${request.headers.host}${request.url}`;
      const signature = `${request.headers['x-twilio-signature']}`;
      const parameters = Object.fromEntries(new URLSearchParams(body));
      const valid = twilio.validateRequest(AUTH_TOKEN, signature, url, parameters);
      const isForm = request.headers['content-type']?.startsWith(
        'application/x-www-form-urlencoded',
      );
      response.statusCode = valid && isForm ? 200 : 403;
      response.setHeader('Content-Type', valid ? 'application/json' : 'text/plain');
      response.end(valid ? '{"proxy_address":"whatsapp:+12025551234"}' : 'Forbidden');
    });
  };

  test('is let in, and is refused without', async () => {
    const flags = ['--channel', 'whatsapp', '--worker', 'Änne+1@example.com'];
    const { exitCode, stdout } = await callbackTo(demanding, flags, { AUTH_TOKEN });
    expect(stdout).toContain('the customer sees whatsapp:+12025551234.');
    expect(stdout).toContain('✔ Without a signature the request is refused (403).');
    expect(exitCode).toBe(0);
  });

  test('tells a request that got no answer from the one that did', async () => {
    const { exitCode, stdout } = await callbackTo(
      (request, response) => {
        if (request.headers['x-twilio-signature']) demanding(request, response);
        else request.socket.destroy();
      },
      ['--channel', 'whatsapp'],
      { AUTH_TOKEN },
    );
    expect(stdout).toContain('✔ Frontline would start the conversation');
    expect(stdout).toContain('– Not checked: the same request without a signature got no answer.');
    expect(exitCode).toBe(0);
  });

  test.each(['#frontline', '?', '?a=b#c'])('signs what it sends of a URL with %s', async (end) => {
    const flags = ['--channel', 'whatsapp'];
    const { exitCode } = await callbackTo(demanding, flags, { AUTH_TOKEN }, 'http', end);
    expect(exitCode).toBe(0);
  });

  test('says that it did not sign', async () => {
    const { exitCode, stdout } = await callbackTo(demanding);
    expect(stdout).toContain('48004: the request was refused (403), as it was not signed');
    expect(exitCode).toBe(1);
  });

  test('says that the token is another account’s', async () => {
    const { exitCode, stdout } = await callbackTo(demanding, [], { AUTH_TOKEN: 'wrong' });
    expect(stdout).toContain('48004: the signature was refused (403): AUTH_TOKEN must be');
    expect(exitCode).toBe(1);
  });
});

describe('with credentials, whether customer and address are in a conversation', () => {
  const ADDRESS = '+12025551234';
  const CUSTOMER = '+14155552671';
  const right = (_: IncomingMessage, response: ServerResponse) => {
    response.setHeader('Content-Type', 'application/json').end(`{"proxy_address":"${ADDRESS}"}`);
  };
  const credentials = CREDENTIALS;
  const account = (conversations: Conversation[] = []) =>
    accountApi({ numbers: [{ [ADDRESS]: true }], conversations });
  const other = (proxy: string): Conversation => ({ customer: CUSTOMER, proxy, workers: ['bo'] });

  async function callbackWith(answer: Answerer, flags: string[] = [], environment = {}) {
    const stand = await startTwilioStandIn(answer);
    try {
      const outcome = await callbackTo(right, ['--customer', CUSTOMER, ...flags], {
        ...credentials,
        ...stand.environment,
        ...environment,
      });
      return { ...outcome, paths: stand.requests.map(({ path }) => decodeURIComponent(path)) };
    } finally {
      await stand.close();
    }
  }

  test('an open one is a 48031, on whatever page', async () => {
    const others = Array.from({ length: 50 }, () => other('+12025559999'));
    const conversations = [...others, other(ADDRESS)];
    const { exitCode, stdout, paths } = await callbackWith(account(conversations));
    expect(stdout).toMatch(
      /✘ Frontline would report 48031: they are already in CH\d{32}, which is active, with another worker\./,
    );
    expect(exitCode).toBe(1);
    // The account's default service, as none is set.
    expect(paths).toContain('/v1/Configuration');
    expect(paths).toContain(
      `/v1/Services/${SERVICE_SID}/ParticipantConversations?Address=${CUSTOMER}&PageSize=50`,
    );
  });

  test('then it says so alone, and what helps', async () => {
    const conversations = [other(ADDRESS)];
    const folder = await assetsFolder(`{ "sms": ["${ADDRESS}", "+12025551235"], "chat": "x" }`);
    const flags = ['--assets-folder', folder.path];
    const { stdout } = await callbackWith(account(conversations), flags);
    expect(stdout).not.toContain('would start');
    expect(stdout).toContain(
      '⚠ Another address of the pool may be free. To have the Function ask, set TWILIO_CONVERSATIONS_SERVICE_SID in .env: npm run check shows it.',
    );
    for (const pool of ['"+12"', `["${ADDRESS}", "${ADDRESS}"]`]) {
      const file = path.join(folder.path, 'proxy-addresses.private.json');
      await writeFile(file, `{ "sms": ${pool} }`);
      const { stdout: ofOne } = await callbackWith(account(conversations), flags);
      expect(ofOne).toContain('⚠ proxy-addresses.private.json: sms has no other address: a pool');
    }
    await folder.remove();
  });

  test('it names another one of this worker with this customer', async () => {
    const conversations = [{ ...other('+12025559999'), workers: ['ana'] }, other('+12025559998')];
    const { exitCode, stdout } = await callbackWith(account(conversations), ['--worker', 'ana']);
    expect(stdout).toMatch(
      /⚠ No open conversation .* This worker talks to them in CH0+ already, over \+12025559999: that one keeps its address\.\n/,
    );
    expect(exitCode).toBe(0);
  });

  test('a closed one is none', async () => {
    const conversations = [{ ...other(ADDRESS), state: 'closed' } as const];
    const { exitCode, stdout } = await callbackWith(account(conversations));
    expect(stdout).toContain(
      `✔ No open conversation has this customer and that address (asked: ${SERVICE_SID}).`,
    );
    expect(exitCode).toBe(0);
  });

  test.each(['inactive', 'initializing'] as const)(
    'one that is %s holds them too',
    async (state) => {
      const conversations = [{ ...other(ADDRESS), state, workers: [] }];
      const { exitCode, stdout } = await callbackWith(account(conversations));
      expect(stdout).toContain(`which is ${state}, with no worker.`);
      expect(exitCode).toBe(1);
    },
  );

  test('one with this worker in it is told, and judged by nobody', async () => {
    const conversations = [{ ...other(ADDRESS), workers: ['bo', 'ana'] }];
    const { exitCode, stdout } = await callbackWith(account(conversations), ['--worker', 'ana']);
    expect(stdout).toMatch(
      /– Customer, address and this worker are together in CH\d+ already, which is active\./,
    );
    expect(exitCode).toBe(0);
  });

  test('is asked in the service that the Function asks', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'frontline-callback-'));
    const env = path.join(folder, '.env');
    await writeFile(env, `TWILIO_CONVERSATIONS_SERVICE_SID=IS${'2'.repeat(32)}\n`);
    const { stdout, paths } = await callbackWith(account(), ['--env', env]);
    await rm(folder, { recursive: true });
    expect(paths.join('\n')).toContain(
      `/v1/Services/IS${'2'.repeat(32)}/ParticipantConversations?`,
    );
    expect(paths).not.toContain('/v1/Configuration');
    expect(stdout).toContain('(48031). Twilio answered 404');
  });

  test('a customer is found by the other spelling of their number, and in another form', async () => {
    const conversations = [
      { customer: 'whatsapp:+5215512345678', proxy: 'whatsapp:+12025551234', workers: ['bo'] },
    ];
    const answer = accountApi({ senders: [{ 'whatsapp:+12025551234': 'ONLINE' }], conversations });
    const stand = await startTwilioStandIn(answer);
    const flags = ['--channel', 'whatsapp', '--customer', 'whatsapp:+525512345678'];
    const { exitCode, stdout } = await callbackTo(
      (_, response) => {
        response.setHeader('Content-Type', 'application/json');
        response.end('{"proxy_address":"whatsapp:+12025551234"}');
      },
      flags,
      { ...credentials, ...stand.environment },
    );
    await stand.close();
    expect(stdout).toContain('✘ Frontline would report 48031: they are already in CH');
    expect(exitCode).toBe(1);
  });

  test('a failing API is told from that', async () => {
    const { stdout } = await callbackWith(() => twilioError(401, 20003, 'Authenticate'));
    expect(stdout).toContain('– Not checked: whether this customer');
    expect(stdout).toContain('(48031). Twilio refused the credentials (401)');
    expect(stdout).not.toContain('would report');
  });
});

describe('with credentials, whether the account can send from the address', () => {
  const ADDRESS = '+12025551234';
  const account: Parameters<typeof accountApi>[0] = {
    numbers: [{ [ADDRESS]: true, '+12025551235': false }],
    withoutVoice: ['+12025551235'],
    senders: [{ [`whatsapp:${ADDRESS}`]: 'ONLINE', 'whatsapp:+12025551235': 'OFFLINE' }],
  };

  async function verdictsOf(channel: string, address: string, answer = accountApi(account)) {
    const stand = await startTwilioStandIn((request) =>
      request.host.startsWith('conversations')
        ? twilioError(503, 20503, 'It broke.')
        : answer(request),
    );
    const flags = ['--channel', channel];
    const { exitCode, stdout } = await callbackTo(
      (_, response) => {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify({ proxy_address: address }));
      },
      flags,
      { ACCOUNT_SID: `AC${'0'.repeat(32)}`, AUTH_TOKEN, ...stand.environment },
    );
    await stand.close();
    return { exitCode, stdout };
  }

  test.each([
    ['sms', ADDRESS],
    ['voice', ADDRESS],
    ['whatsapp', `whatsapp:${ADDRESS}`],
  ])('it can, by %s from %s', async (channel, address) => {
    const { exitCode, stdout } = await verdictsOf(channel, address);
    expect(stdout).toContain(`✔ The account owns ${address}, and can send from it.`);
    expect(stdout).toContain('✔ Frontline would start the conversation');
    expect(exitCode).toBe(0);
  });

  test.each([
    ['sms', '+12025551236', "48028: +12025551236 is not among this account's phone numbers."],
    ['sms', '+12025551235', '48028: +12025551235 cannot send SMS.'],
    ['voice', '+12025551235', '48028: +12025551235 cannot make calls.'],
    [
      'whatsapp',
      'whatsapp:+12025551235',
      '48030: whatsapp:+12025551235 is a WhatsApp sender that is OFFLINE.',
    ],
    [
      'whatsapp',
      'whatsapp:+12025551236',
      "48030: whatsapp:+12025551236 is not among this account's WhatsApp senders.",
    ],
  ])('it cannot, by %s from %s', async (channel, address, reason) => {
    const { exitCode, stdout } = await verdictsOf(channel, address);
    expect(stdout).toContain(`✘ Frontline would report ${reason}`);
    expect(stdout).not.toContain('would start');
    expect(exitCode).toBe(1);
  });

  test('of a chat’s address it says nothing', async () => {
    const { exitCode, stdout } = await verdictsOf('chat', 'front-desk');
    expect(stdout).not.toContain('can send');
    expect(exitCode).toBe(0);
  });

  test('where Twilio does not say, that is no failure', async () => {
    const { exitCode, stdout } = await verdictsOf('sms', ADDRESS, () =>
      twilioError(503, 20503, 'It broke.'),
    );
    expect(stdout).toContain(
      `– Not checked: whether the account owns ${ADDRESS} and can send from it (48028). Twilio failed (503)`,
    );
    expect(exitCode).toBe(0);
  });
});

test('a server that is too slow: 48005', async () => {
  const { exitCode, stdout } = await callbackTo(() => {});
  expect(exitCode).toBe(1);
  expect(stdout).toContain('✘ Frontline would report 48005: no answer within 6 s.');
});

test.each([
  [48003, 'the answer is not JSON', '<html>'],
  [48026, 'the answer has no proxy_address', '{}'],
  [48027, "proxy_address is the customer's own", '{"proxy_address":"+12025550199"}'],
  [48029, 'is an address of another channel', '{"proxy_address":"whatsapp:+12025551234"}'],
])('a server that answers wrongly: %d, %s', async (code, reason, body) => {
  const { exitCode, stdout } = await callbackTo(
    (_, response) => {
      response.setHeader('Content-Type', 'application/json').end(body);
    },
    ['--customer', '+12025550199'],
  );
  expect(exitCode).toBe(1);
  expect(stdout).toContain(`✘ Frontline would report ${code}: `);
  expect(stdout).toContain(reason);
});

test.each([
  ['endless', {}, (body: Writable) => body],
  [
    'zipped: small on its way',
    { 'Content-Encoding': 'gzip' },
    (body: Writable) => {
      const gzip = createGzip();
      gzip.on('error', () => {}).pipe(body);
      return gzip;
    },
  ],
])('of an answer that is %s, 64 kB are read: 48003', async (_, headers, wrap) => {
  let isLeft = false;
  const { exitCode, stdout } = await callbackTo((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', ...headers });
    response
      .on('error', () => {})
      .once('close', () => {
        isLeft = true;
      });
    const body = wrap(response);
    const fill = () => {
      while (!isLeft && body.write('x'.repeat(16_384)));
    };
    body.on('drain', fill);
    fill();
  });
  expect(exitCode).toBe(1);
  expect(stdout).toContain('✘ Frontline would report 48003: the answer is over 64 kB.');
  expect(isLeft).toBe(true);
});

test('a server that sends elsewhere: 48004, and nobody asks there', async () => {
  const asked: string[] = [];
  const { exitCode, stdout } = await callbackTo((request, response) => {
    asked.push(`${request.url}`);
    response.writeHead(302, { Location: '/elsewhere' }).end();
  });
  expect(exitCode).toBe(1);
  expect(stdout).toContain('✘ Frontline would report 48004: the callback failed with status 302.');
  expect(asked).toEqual(['/callback']);
});

test('a server that fails: 48004', async () => {
  const { exitCode, stdout } = await callbackTo((_, response) => {
    response.writeHead(500).end('Internal Server Error');
  });
  expect(exitCode).toBe(1);
  expect(stdout).toContain('✘ Frontline would report 48004: the callback failed with status 500.');
});

test('nobody there any more', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = recordOf(server.address());
  server.close();
  await once(server, 'close');
  const { stdout } = await callback(`http://127.0.0.1:${port}/`);
  expect(stdout).toContain(
    '48004: the URL cannot be reached (ECONNREFUSED): nothing listens there. Start it with npm start, or leave --url out.',
  );
});

test.each([
  ['http://127.0.0.1:9/', '(bad port).'],
  ['https://nowhere.invalid/', ': no such host is known. Copy the URL'],
])('nobody there: %s', async (url, reason) => {
  const { exitCode, stdout } = await callback(url);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('✘ Frontline would report 48004: the URL cannot be reached');
  expect(stdout).toContain(reason);
});

test('https where http is spoken', async () => {
  const { stdout } = await callbackTo(() => {}, [], {}, 'https');
  expect(stdout).toContain('no https is spoken there. Write http://.');
});

test.each([
  [['--url', 'frontline'], '--url must be a URL'],
  [['--url', 'localhost:3000'], '--url must be a URL'],
  [['--url', ''], '--url must be a URL'],
  [['--url', 'http://localhost', 'more'], 'Unexpected argument'],
  [['--url', 'https://me:secret@localhost/'], '--url must hold no user name and no password'],
  [['--url', 'http://localhost', '--chanel', 'sms'], "Unknown option '--chanel'"],
  [['--url', 'http://localhost', '--env', 'missing.env'], 'Failed to find .env file'],
])('%j is wrong: exit code 2', async (flags, message) => {
  const { exitCode, stderr } = await runScript('callback', flags);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain('npm run callback -- [flags]');
  expect(stderr).not.toContain('secret');
});

test('a flag that npm took for itself is no answer to another question', async () => {
  const { exitCode, stdout, stderr } = await run('npm', [
    'run',
    'callback',
    '--worker',
    'ana@example.com',
  ]);
  expect(exitCode).toBe(2);
  expect(stdout).not.toContain('Frontline asks');
  expect(stderr).toContain('npm took --worker for itself: write npm run callback -- --worker …');
});
