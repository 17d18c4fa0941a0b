import { beforeEach, describe, expect, test } from '@jest/globals';
import { stepsOf, take } from '../../../scripts/conversations/steps';
import { SERVICE_SID } from '../../../scripts/stand-in/conversations';
import type { Finding } from '../../../scripts/terminal/finding';
import { openService } from '../../../scripts/twilio/conversations-service';
import { type ConversationsApi, conversationsApi } from '../../support/conversations-api';
import { CREDENTIALS, twilioError } from '../../support/stand-in';
import { useTwilio } from '../../support/twilio';

const PLAN = { channel: 'sms', customer: '+14155550001', worker: 'ana', address: '+12025551230' };
const STEPS = [
  'create the conversation',
  'add the customer',
  'add the worker',
  'close the conversation',
];

const twilio = useTwilio();
let api: ConversationsApi;
let told: Finding[];

beforeEach(() => {
  api = conversationsApi();
  twilio.answer = api.answer;
  told = [];
});

const CONFIGURATION = {
  variables: { TWILIO_CONVERSATIONS_SERVICE_SID: SERVICE_SID },
  ...{ credentials: CREDENTIALS, accountFrom: '', envFile: { name: '.env', lines: [] } },
};

async function start(plan: Partial<typeof PLAN> = {}, rehearses = false, stopped?: AbortSignal) {
  const steps = stepsOf({ ...PLAN, ...plan }, rehearses);
  const signal = stopped ?? new AbortController().signal;
  return take(steps, await openService(CONFIGURATION), signal, (one) => void told.push(one));
}

const outcome = () => told.map(({ code, values }) => [code, values[0]]);

describe('what Twilio takes', () => {
  test('a conversation is started', async () => {
    const sid = await start();
    const { customer, address: proxy, worker } = PLAN;
    expect(api.conversations).toMatchObject([{ customer, proxy, workers: [worker] }]);
    expect(api.conversations.map(api.sidOf)).toEqual([sid]);
    expect(outcome()).toEqual(STEPS.slice(0, 3).map((step) => ['step/taken', step]));
  });

  test('in a chat, both are in it by their identity', async () => {
    await start({ channel: 'chat', customer: 'visitor', address: 'front-desk' });
    expect(api.conversations).toMatchObject([{ customer: '', workers: ['visitor', 'ana'] }]);
  });

  test('a rehearsal closes what it has started', async () => {
    expect(await start({}, true)).toMatch(/^CH/);
    expect(api.conversations).toMatchObject([{ state: 'closed' }]);
    expect(outcome()).toEqual(STEPS.map((step) => ['step/taken', step]));
  });
});

describe('what Twilio refuses', () => {
  test.each([
    ['an invalid customer', { customer: '+0' }, 50407, 48025],
    ['no customer', { customer: '' }, 50411, 48025],
    ['an invalid address', { address: 'front-desk' }, 50408, 48026],
    ['no address', { address: '' }, 50412, 48026],
    ['the customer’s own address', { address: PLAN.customer }, 50409, 48027],
    ['an address of WhatsApp', { address: 'whatsapp:+12025551230' }, 50414, 48029],
  ])('%s: nothing is left', async (_, plan, code, frontline) => {
    expect(await start(plan, true)).toBeUndefined();
    expect(told).toMatchObject([
      { code: 'step/taken' },
      { code: 'step/refused', level: 'error', values: [STEPS[1], 400, code, frontline, undefined] },
      { code: 'step/none', values: [STEPS[2]] },
      { code: 'step/none', values: [STEPS[3]] },
      { code: 'started/removed' },
    ]);
    expect(api.conversations).toEqual([]);
  });

  test('a pair that is taken: the other conversation is named, and stays', async () => {
    await start();
    told = [];
    expect(await start({ worker: 'bo' })).toBeUndefined();
    const [held] = api.conversations;
    const sid = held && api.sidOf(held);
    expect(told[1]?.values).toEqual([STEPS[1], 409, 50416, 48031, sid]);
    expect(api.conversations).toMatchObject([{ workers: ['ana'] }]);
  });

  test('a worker of too many conversations: even the customer is out of it again', async () => {
    twilio.answer = (request) =>
      `${request.body}`.includes('Identity')
        ? twilioError(400, 50214, 'User conversation limit exceeded')
        : api.answer(request);
    expect(await start()).toBeUndefined();
    expect(told[2]?.values).toEqual([STEPS[2], 400, 50214, 48023, undefined]);
    expect(api.conversations).toEqual([]);
  });

  test('a code that has no pendant in Frontline', async () => {
    twilio.answer = () => twilioError(400, 50400, 'Something else');
    expect(await start()).toBeUndefined();
    expect(told[0]?.values).toEqual([STEPS[0], 400, 50400, undefined, undefined]);
  });

  test('Twilio’s own words are not repeated, which may name the customer', async () => {
    twilio.answer = (request) =>
      request.method === 'POST'
        ? twilioError(400, 50407, `Invalid address ${PLAN.customer}`)
        : api.answer(request);
    await start();
    expect(JSON.stringify(told)).not.toContain(PLAN.customer);
  });

  test('the credentials', async () => {
    twilio.answer = () => twilioError(401, 20003, 'Authenticate');
    await start();
    expect(told[0]).toMatchObject({ code: 'step/failed', level: 'error' });
  });
});

describe('what breaks off', () => {
  test('an answer that is lost, of a request that has created one: it is found by its name', async () => {
    twilio.answer = (request) => {
      const answer = api.answer(request);
      return answer && request.path.endsWith('/Conversations')
        ? { ...answer, resets: true }
        : answer;
    };
    expect(await start()).toBeUndefined();
    expect(twilio.requests.at(-1)).toMatchObject({ method: 'DELETE' });
    expect(api.conversations).toEqual([]);
    expect(outcome().at(-1)).toEqual(['started/removed', undefined]);
  });

  test.each([0, 1, 2, 3])('somebody who stops it after %s requests', async (count) => {
    const stopped = new AbortController();
    const isDone = () => twilio.requests.length >= count;
    if (isDone()) stopped.abort();
    twilio.answer = (request) => {
      if (isDone()) stopped.abort();
      return api.answer(request);
    };
    expect(await start({}, false, stopped.signal)).toBeUndefined();
    expect(api.conversations).toEqual([]);
    // Whoever does not wait knows what is left.
    const stopping = told.find(({ code }) => code === 'started/stopping');
    if (count > 0) expect(stopping?.values).toEqual([expect.stringMatching(/^(CH|outgoing-)/)]);
    expect(outcome().filter(([code]) => code === 'step/taken')).toHaveLength(count);
    expect(outcome().at(-1)).toEqual(['started/removed', undefined]);
  });

  test('a deletion that fails names what is left', async () => {
    twilio.answer = (request) =>
      request.method === 'DELETE' ? twilioError(503, 20503, 'It broke.') : api.answer(request);
    await start({ address: '' });
    const [left] = api.conversations;
    expect(told.at(-1)).toMatchObject({
      ...{ code: 'started/left', level: 'error' },
      values: [left && api.sidOf(left), expect.stringContaining('Twilio failed (503)')],
    });
  });
});
