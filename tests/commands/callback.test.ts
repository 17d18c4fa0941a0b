import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { type Conversation, SERVICE_SID } from '../../scripts/stand-in/conversations';
import { stickyAddress } from '../../src/pool';
import { recordOf } from '../../src/record';
import { type Account, accountApi } from '../support/account-api';
import { type Checkout, checkout } from '../support/checkout';
import { atTerminal, type Outcome, runScript } from '../support/run';
import { CREDENTIALS, type StandIn, startTwilioStandIn } from '../support/stand-in';
import { useGivenTime } from '../support/time';

// No machine is too slow for an answer.
useGivenTime();

const { AUTH_TOKEN } = CREDENTIALS;
const POOL = ['+12025551230', '+12025551231'];
const ADDRESS = '+12025551232';
const CUSTOMER = '+14155552671';
const FILE = 'assets/proxy-addresses.private.json';

let project: Checkout;
let account: Account;
let stand: StandIn;

beforeAll(async () => {
  project = await checkout();
  await mkdir(path.join(project.path, 'assets'));
  await write(
    FILE,
    `{\n  "sms": {\n    "default": ${JSON.stringify(POOL)},\n    "workers": { "ana@example.com": "${ADDRESS}" }\n  }\n}\n`,
  );
  await write('.env', '\nTWILIO_CHAT_NUMBER=desk\n');
  stand = await startTwilioStandIn((request) => accountApi(account)(request));
});

afterAll(async () => {
  await stand.close();
  await project.remove();
});

function write(name: string, content: string): Promise<void> {
  return writeFile(path.join(project.path, name), content);
}

/** Asks the Function that runs here, or the one behind a URL. */
function callback(flags: string[], environment: Record<string, string> = {}): Promise<Outcome> {
  return runScript('callback', flags, { cwd: project.path, environment });
}

/** The lines behind the answer. */
const verdictsIn = ({ stdout }: Outcome) => stdout.trimEnd().split('\n\n').at(-1)?.split('\n');

/** Sends a callback to a server that answers as it likes. */
async function callbackTo(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  flags: string[],
  environment: Record<string, string> = {},
): Promise<Outcome> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${recordOf(server.address()).port}/callback`;
  try {
    return await callback(['--url', url, ...flags], environment);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const gives = (body: object) => (_: IncomingMessage, response: ServerResponse) => {
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
};

const UNSIGNED =
  '– Not checked: signatures. Only Twilio checks them, once the Function is deployed.';
const NOT_ASKED =
  "– Not checked: the account's phone numbers (48028), the customer's open conversations (48031). Set ACCOUNT_SID in .env or the environment.";

describe('without a URL', () => {
  test('it runs the Function here, and prints question, answer, verdict and rule', async () => {
    const flags = ['--worker', 'ana@example.com', '--customer', CUSTOMER];
    const { exitCode, stdout, stderr } = await callback([...flags, '--customer-id', 'crm-42'], {
      AUTH_TOKEN,
    });
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout.replace(/localhost:\d+/, 'HERE').replace(/\d+\.\d\d s/, 'N s')).toBe(
      `Frontline asks http://HERE/callbacks/outgoing-conversation
  Location=GetProxyAddress
  ChannelType=sms
  ChannelValue=${CUSTOMER}
  CustomerId=crm-42
  Worker=ana@example.com
  signed with AUTH_TOKEN

The Function answers 200 in N s; Frontline waits 6 s.
  {"proxy_address":"${ADDRESS}"}

✔ Frontline would start the conversation. The customer sees ${ADDRESS}.
→ Decided by sms.workers[#1], line 4 of ${FILE}: one address.
${NOT_ASKED}
${UNSIGNED}
`,
    );
  });

  test('it reads the variables that are here', async () => {
    const outcome = await callback(['--channel', 'chat', '--customer', 'customer-42']);
    expect(outcome.exitCode).toBe(0);
    expect(outcome.stdout).toContain(
      '\n  not signed: there is no AUTH_TOKEN, and nothing else can sign\n',
    );
    expect(verdictsIn(outcome)).toEqual([
      '✔ Frontline would start the conversation. The customer sees desk.',
      '→ Decided by TWILIO_CHAT_NUMBER, line 2 of .env: one address.',
      NOT_ASKED.replace("the account's phone numbers (48028), ", '').replace(
        'ACCOUNT_SID',
        'ACCOUNT_SID and AUTH_TOKEN',
      ),
      UNSIGNED,
    ]);
  });

  test('it says what the Function refuses, and what was tried in vain', async () => {
    const outcome = await callback([
      ...['--channel', 'WhatsApp', '--customer', `whatsapp:${CUSTOMER}`],
    ]);
    expect(outcome.exitCode).toBe(1);
    expect(verdictsIn(outcome)).toEqual([
      '⚠ unknown channel: did you mean "whatsapp"?',
      '✘ The Function refuses (48026): Channel WhatsApp has no proxy address. Set TWILIO_WHATSAPP_NUMBER, or "WhatsApp" in proxy-addresses.private.json. Frontline would report 48004.',
      '  https://www.twilio.com/docs/api/errors/48026',
      `→ Tried TWILIO_WHATSAPP_NUMBER (not set), "WhatsApp" in ${FILE} (not set).`,
      UNSIGNED,
    ]);
  });

  test('a worker who is almost in the mapping is named at a terminal', async () => {
    const flags = ['--worker', 'Ana@example.com '];
    const terminal = await atTerminal('callback', flags, { cwd: project.path });
    const almost =
      'is almost "Ana@example.com ". Capitals and white space count: correct one of them.';
    expect(terminal.stdout).toContain(
      `⚠ sms.workers[#1] ("ana@example.com"), line 4: ${almost}\u001b[`,
    );
  });

  test('it says what the Function logs beside an answer', async () => {
    await write('asking.env', 'TWILIO_CONVERSATIONS_SERVICE_SID=IS1\n');
    const outcome = await callback(['--env', 'asking.env']);
    expect(outcome.exitCode).toBe(0);
    expect(verdictsIn(outcome)?.at(-1)).toBe(
      '⚠ The Function logs: 200 48031 TWILIO_CONVERSATIONS_SERVICE_SID: Conversations could not be asked (no credentials).',
    );
  });

  test('its Function asks Conversations the way that the tools go, and it says why', async () => {
    const usual = `${stickyAddress(POOL, `dee\n${CUSTOMER}`)}`;
    const free = POOL.find((address) => address !== usual) ?? '';
    const conversations: Conversation[] = [{ customer: CUSTOMER, proxy: usual, workers: ['bo'] }];
    account = {
      numbers: [Object.fromEntries(POOL.map((address) => [address, true]))],
      conversations,
    };
    await write('stand-in.env', `TWILIO_CONVERSATIONS_SERVICE_SID=${SERVICE_SID}\n`);
    // Twilio's SDK in the Function knows only HTTP_PROXY.
    const { HTTP_PROXY: https_proxy = '', ...trusted } = stand.environment;
    const outcome = await callback(
      ['--env', 'stand-in.env', '--customer', CUSTOMER, '--worker', 'dee'],
      { ...CREDENTIALS, ...trusted, https_proxy },
    );
    expect(outcome.exitCode).toBe(0);
    expect(verdictsIn(outcome)).toEqual([
      `✔ Frontline would start the conversation. The customer sees ${free}.`,
      `→ Decided by sms.default, line 3 of ${FILE}: a pool of 2. sms.workers has no such worker.`,
      `→ The Function asked Twilio. The usual address of this pair is ${usual}, but it is taken.`,
      `✔ "${free}" is an address of this account, which can send from it`,
      `✔ No open conversation has this customer and this address (asked: ${SERVICE_SID}).`,
      UNSIGNED,
    ]);
  });
});

describe('with a URL', () => {
  /** Answers as Twilio does for a protected Function. */
  const demanding = async (request: IncomingMessage, response: ServerResponse) => {
    const url = `http://${request.headers.host}${request.url}`;
    const signature = `${request.headers['x-twilio-signature']}`;
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    if (twilio.validateRequest(AUTH_TOKEN, signature, url, form)) {
      gives({ proxy_address: POOL[0] })(request, response);
    } else {
      response.writeHead(403, { 'Content-Type': 'text/plain' }).end('Forbidden');
    }
  };

  const DIFFERS = `⚠ A variable, the mapping or the Function there is not as it is here: the deployed Function gives ${POOL[0]}, and here it would give ${ADDRESS}.`;
  const RIGHT = `✔ Frontline would start the conversation. The customer sees ${POOL[0]}.`;
  const ANA = ['--worker', 'ana@example.com', '--customer', CUSTOMER];

  test('a signed request is let in, an unsigned one refused; what is here is compared first', async () => {
    const outcome = await callbackTo(demanding, ANA, { AUTH_TOKEN });
    expect(outcome.exitCode).toBe(0);
    expect(outcome.stdout).not.toContain(AUTH_TOKEN);
    expect(verdictsIn(outcome)).toEqual([
      DIFFERS,
      RIGHT,
      `→ Decided by sms.workers[#1], line 4 of ${FILE}: one address.`,
      NOT_ASKED,
      '✔ Without a signature the request is refused (403).',
    ]);
  });

  test('an address that is taken: 48031 alone, with the way out', async () => {
    account = {
      numbers: [{ [`${POOL[0]}`]: true }],
      conversations: [{ customer: CUSTOMER, proxy: `${POOL[0]}`, workers: ['bo'] }],
    };
    const outcome = await callbackTo(gives({ proxy_address: POOL[0] }), ['--customer', CUSTOMER], {
      ...CREDENTIALS,
      ...stand.environment,
    });
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stdout).not.toContain('would start');
    expect(outcome.stdout).toContain(
      `✘ Frontline would report 48031: this customer and this address are already together in CH${'0'.repeat(32)}, which is active, with another worker.\n  Close it: npm run conversations -- close CH${'0'.repeat(32)}\n  https://www.twilio.com/docs/api/errors/48031\n`,
    );
    expect(outcome.stdout).toContain(
      '⚠ Another address of the pool may be free. To let the Function ask, set TWILIO_CONVERSATIONS_SERVICE_SID in .env: npm run check shows the value.',
    );
  });

  test('what a server answers is printed with its escape codes visible', async () => {
    const { exitCode, stdout } = await callbackTo(
      (_, response) => {
        response.writeHead(418, { 'Content-Type': 'text/html' });
        response.end('Bad \u001b[31mthing\r\n\u202eok\u009b2J✔ Frontline would start');
      },
      ['--location', 'GetCustomersList'],
    );
    expect(exitCode).toBe(1);
    expect(stdout).toContain('\n  Location=GetCustomersList\n');
    expect(stdout).toContain(
      '\n  Bad \\u{1b}[31mthing\\u{d}\n  \\u{202e}ok\\u{9b}2J✔ Frontline would start\n\n',
    );
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}/u);
    expect(stdout).toContain(
      '✘ Frontline would report 48004: the callback failed with status 418.\n  https://www.twilio.com/docs/api/errors/48004\n',
    );
  });

  test('nobody there any more', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = recordOf(server.address());
    server.close();
    await once(server, 'close');
    const { exitCode, stdout, stderr } = await callback(['--url', `http://127.0.0.1:${port}/`]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(stdout.split('\n\n')[1]).toBe(
      `✘ The Function was not asked, so nothing is known of Frontline. Nothing listens at 127.0.0.1:${port}. Start it with npm start, or omit --url.\n`,
    );
  });
});

test.each([
  [['--url', 'https://me:secret@localhost/'], '--url must not hold a user name or a password.'],
  [['--url', 'http://localhost', '--env', 'missing.env'], 'There is no file '],
])('%j is wrong: exit code 2', async (flags, message) => {
  const { exitCode, stdout, stderr } = await callback(flags);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(`\n✘ ${message}`);
  expect(stderr).toContain('npm run callback -- [flags]');
  expect(stderr).not.toContain('secret');
});
