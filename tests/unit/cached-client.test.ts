import { expect, jest, test } from '@jest/globals';
import sdk from 'twilio';
import { askIn, contextOf } from '../support/conversations-context';
import { soon } from '../support/soon';
import { CREDENTIALS } from '../support/stand-in';

const [TAKEN, FREE] = ['+12025551230', '+12025551231'];
const LISTS = {
  conversations: [
    {
      conversation_sid: 'CH1',
      conversation_state: 'active',
      participant_messaging_binding: { proxy_address: TAKEN },
    },
  ],
  participants: [],
};

/** A callback of a customer, and its end of time. */
function callback(client: object, index: number) {
  const late = new AbortController();
  jest.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(late.signal);
  const customerAddress = `+1202555${1000 + index}`;
  const candidates = [TAKEN, FREE];
  const choice = { candidates, sticky: TAKEN, pair: '', place: () => 'sms.default' };
  const world = { conversations: () => [], participants: () => [] };
  const { context } = contextOf(world, { getTwilioClient: () => client });
  return { late, given: askIn(context, { channel: 'sms', customerAddress }, choice) };
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
    const isFirst = `${config.url}`.endsWith('ParticipantConversations');
    if (!isFirst) {
      const late = new Promise((_, cancel) => config.signal?.addEventListener?.('abort', cancel));
      await Promise.race([answered, late]);
    }
    const data = { ...LISTS, meta: { key: isFirst ? 'conversations' : 'participants' } };
    return { config, data, status: 200, statusText: 'OK', headers: {} };
  });
  client.httpClient.axios.defaults.adapter = sent;
  const callbacks = Array.from({ length: 160 }, (_, index) => callback(client, index));
  await soon(() => expect(sent).toHaveBeenCalledTimes(320));
  const early = callbacks.filter((_, index) => index % 2 === 0);
  for (const { late } of early) late.abort();
  for (const { given } of early) expect(await given).toBe(FREE);
  expect(warn).toHaveBeenCalledTimes(80);
  // The others still wait, and are answered.
  answerAll();
  for (const { given } of callbacks) expect(await given).toBe(FREE);
  expect(warn).toHaveBeenCalledTimes(80);
});
