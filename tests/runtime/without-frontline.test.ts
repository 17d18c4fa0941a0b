import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import twilioSdk from 'twilio';
import { type LocalRuntime, startLocalRuntime } from '../../scripts/twilio/local-runtime';
import { PROJECT } from '../../scripts/twilio/project';
import { recordOf } from '../../src/record';
import { type ConversationsApi, conversationsApi } from '../support/conversations-api';
import { blocks } from '../support/document';
import { run } from '../support/run';
import { CREDENTIALS, type StandIn, startTwilioStandIn } from '../support/stand-in';

const FILE = 'examples/start-conversation.js';
const CUSTOMER = '+14155550199';
const WORKER = 'ana@example.com';

let runtime: LocalRuntime;
let twilio: StandIn;
let api: ConversationsApi;
/** Lets signed requests alone through to the local runtime, as Twilio does. */
let gate: Server;
let url: string;

beforeAll(async () => {
  runtime = await startLocalRuntime({ assetsFolder: 'examples' });
  twilio = await startTwilioStandIn((request) => api.answer(request));
  gate = createServer(async (request, response) => {
    const body = await text(request);
    const signature = `${request.headers['x-twilio-signature']}`;
    const parameters = Object.fromEntries(new URLSearchParams(body));
    const isSigned = twilioSdk.validateRequest(CREDENTIALS.AUTH_TOKEN, signature, url, parameters);
    if (!isSigned) return response.writeHead(403).end('{}');
    const headers = { 'Content-Type': `${request.headers['content-type']}` };
    const answer = await fetch(runtime.callbackUrl, { method: 'POST', headers, body });
    return response.writeHead(answer.status).end(await answer.text());
  });
  await once(gate.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${recordOf(gate.address()).port}/callbacks/outgoing-conversation`;
});

afterAll(async () => {
  gate.close();
  await runtime.stop();
  await twilio.close();
});

beforeEach(() => {
  api = conversationsApi();
});

function start(customer: string, more: Record<string, string> = {}) {
  const environment = { ...CREDENTIALS, ...twilio.environment, FUNCTION_URL: url, ...more };
  return run(process.execPath, [FILE, customer, WORKER], { environment });
}

test('the program starts a conversation over the address of the Function', async () => {
  const { exitCode, stdout, stderr } = await start(CUSTOMER);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(api.conversations).toEqual([
    { customer: CUSTOMER, proxy: '+14155550120', workers: [WORKER] },
  ]);
  expect(api.conversations.map(api.sidOf)).toEqual([stdout.trim()]);
});

test('if Twilio refuses the pair, it leaves nothing', async () => {
  api.conversations = [{ customer: CUSTOMER, proxy: '+14155550120', workers: ['bo@example.com'] }];
  const { exitCode, stderr } = await start(CUSTOMER);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('50416');
  expect(api.conversations).toHaveLength(1);
});

test.each([
  ['refuses the customer', '+14155550120', {}],
  ['gets another signature', CUSTOMER, { AUTH_TOKEN: 'f'.repeat(32) }],
])('if the Function %s, it starts nothing', async (_, customer, more) => {
  const { exitCode, stderr } = await start(customer, more);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('The Function refuses');
  expect(api.conversations).toEqual([]);
});

test('the document shows this program, which has at most 30 lines of code', () => {
  const program = readFileSync(path.join(PROJECT, FILE), 'utf8');
  expect(blocks('docs/without-frontline.md', 'js')).toEqual([program]);
  const code = program.split('\n').filter((line) => !/^\s*(\/\/|$)/.test(line));
  expect(code.length).toBeLessThanOrEqual(30);
});
