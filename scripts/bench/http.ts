import { SERVICE_VARIABLE } from '../../src/conversations';
import { answerAbout, SERVICE_SID } from '../stand-in/conversations';
import { leadHere } from '../stand-in/this-process';
import { CREDENTIALS, startTwilioStandIn } from '../stand-in/twilio';
import { startLocalRuntime } from '../twilio/local-runtime';
import { EMPTY, median, QUESTION } from './question';

const ONE = { TWILIO_SMS_NUMBER: '+12025551230' };
const POOL = { TWILIO_SMS_NUMBER: '+12025551230,+12025551231' };
const ASKING = { ...CREDENTIALS, ...POOL, [SERVICE_VARIABLE]: SERVICE_SID };

/**
 * Measures answers over HTTP, in this process. An empty handler and the Function answer by turns.
 * Then the Function answers while it asks Conversations, which a stand-in plays.
 *
 * @param assetsFolder A folder without a mapping.
 * @returns A table with a header. Each ratio compares with the empty handler.
 */
export async function benchHttp(assetsFolder: string, rounds: number): Promise<string[][]> {
  const twilio = await startTwilioStandIn(answerAbout([]));
  leadHere(twilio);
  const empty = await startLocalRuntime({ assetsFolder, functionFile: EMPTY });
  const one = await startLocalRuntime({ assetsFolder, variables: ONE });
  const asking = await startLocalRuntime({ assetsFolder, variables: ASKING });
  const [ofEmpty = Number.NaN, ofOne] = await byTurns([empty.callbackUrl, one.callbackUrl], rounds);
  const [ofAsking] = await byTurns([asking.callbackUrl], rounds);
  // The newest runtime stops first, because each runtime restores the console that it found.
  for (const runtime of [asking, one, empty]) await runtime.stop();
  await twilio.close();
  const row = (name: string, time = Number.NaN) => [
    ...[name, time.toFixed(0), (time / ofEmpty).toFixed(3)],
  ];
  return [
    ['', 'median µs', 'ratio'],
    row('empty handler', ofEmpty),
    row('one address', ofOne),
    row('pool of 2, asking a stand-in', ofAsking),
  ];
}

/** Gives the median time of each URL in µs, after a warm-up. */
async function byTurns(urls: string[], rounds: number): Promise<number[]> {
  const measured = urls.map((): number[] => []);
  for (let round = -rounds / 10; round < rounds; round += 1) {
    for (const [index, url] of urls.entries()) {
      const taken = await time(url);
      if (round >= 0) measured[index]?.push(taken);
    }
  }
  return measured.map(median);
}

/** Sends one callback, and gives its time in µs. */
async function time(url: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(QUESTION) });
  await response.text();
  if (!response.ok) throw new Error(`The Function answered ${response.status}.`);
  return (performance.now() - started) * 1000;
}
