import { expect, jest, test } from '@jest/globals';
import sdk from 'twilio';
import { CREDENTIALS } from '../../scripts/stand-in/twilio';
import { stickyAddress } from '../../src/pool';
import { askIn, contextOf } from '../support/conversations-context';
import { soon } from '../support/soon';

const POOL = ['+12025551230', '+12025551231'];

/** A callback of a customer, and its end of time. */
function callback(client: object, index: number) {
  const late = new AbortController();
  jest.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(late.signal);
  const customerAddress = `+1202555${1000 + index}`;
  const sticky = stickyAddress(POOL, customerAddress) ?? '';
  const choice = { candidates: POOL, sticky, pair: customerAddress, place: () => 'sms.default' };
  const world = { conversations: () => [], participants: () => [] };
  const { context } = contextOf(world, { getTwilioClient: () => client });
  return { late, given: askIn(context, { channel: 'sms', customerAddress }, choice), sticky };
}

type AxiosAdapter = Extract<
  typeof sdk.RequestClient.prototype.axios.defaults.adapter,
  (...args: never[]) => unknown
>;

// What Twilio's cloud does is not public: it may keep one client for all callbacks.
test('of 160 callbacks through one client, each has its own time', async () => {
  const warn = jest.spyOn(console, 'warn').mockReturnValue();
  let answerAll = () => {};
  const answered = new Promise<void>((resolve) => {
    answerAll = resolve;
  });
  const client = sdk(CREDENTIALS.ACCOUNT_SID, CREDENTIALS.AUTH_TOKEN);
  // Instead of the network, for 160 connections take long: https://axios-http.com/docs/req_config
  const sent = jest.fn<AxiosAdapter>(async (config) => {
    await Promise.race([
      answered,
      new Promise((_, end) => config.signal?.addEventListener?.('abort', end)),
    ]);
    const data = { conversations: [], meta: { key: 'conversations' } };
    return { config, data, status: 200, statusText: 'OK', headers: {} };
  });
  client.httpClient.axios.defaults.adapter = sent;
  const callbacks = Array.from({ length: 160 }, (_, index) => callback(client, index));
  await soon(() => expect(sent).toHaveBeenCalledTimes(160));
  const early = callbacks.filter((_, index) => index % 2 === 0);
  for (const { late } of early) late.abort();
  for (const { given, sticky } of early) expect(await given).toBe(sticky);
  expect(warn).toHaveBeenCalledTimes(80);
  // The others still wait, and are answered.
  answerAll();
  for (const { given, sticky } of callbacks) expect(await given).toBe(sticky);
  expect(warn).toHaveBeenCalledTimes(80);
});
