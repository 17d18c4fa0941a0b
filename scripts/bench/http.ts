import { SERVICE_VARIABLE } from '../../src/conversations';
import { conversationsApi, SERVICE_SID } from '../stand-in/conversations';
import { leadHere } from '../stand-in/this-process';
import { CREDENTIALS, startTwilioStandIn } from '../stand-in/twilio';
import { startLocalRuntime } from '../twilio/local-runtime';
import { EMPTY, QUESTION, quantile } from './question';

const ONE = { TWILIO_SMS_NUMBER: '+12025551230' };
const POOL = { TWILIO_SMS_NUMBER: '+12025551230,+12025551231' };
const ASKING = { ...CREDENTIALS, ...POOL, [SERVICE_VARIABLE]: SERVICE_SID };

/**
 * Measures answers over HTTP by turns: of an empty handler, of the Function, and of the Function that asks
 * Conversations, which a stand-in plays. All of it is in this process.
 *
 * @param assetsFolder A folder without a mapping.
 * @returns A table with its head; each ratio is one to the empty handler.
 */
export async function benchHttp(assetsFolder: string, rounds: number): Promise<string[][]> {
  const twilio = await startTwilioStandIn(conversationsApi().answer);
  leadHere(twilio);
  const subjects = {
    'empty handler': await startLocalRuntime({ assetsFolder, functionFile: EMPTY }),
    'one address': await startLocalRuntime({ assetsFolder, variables: ONE }),
    'pool of 2, asking a stand-in': await startLocalRuntime({ assetsFolder, variables: ASKING }),
  };
  const measured = Object.entries(subjects).map(([name, runtime]) => {
    const times: number[] = [];
    return { name, runtime, times };
  });
  for (let round = -rounds / 10; round < rounds; round += 1) {
    for (const { runtime, times } of measured) {
      const taken = await time(runtime.callbackUrl);
      if (round >= 0) times.push(taken);
    }
  }
  for (const { runtime } of [...measured].reverse()) await runtime.stop();
  await twilio.close();
  return [
    ['', 'median µs', '99 % µs', 'ratio'],
    ...measured.map(({ name, times }) => [
      ...[name, quantile(times).toFixed(0), quantile(times, 0.99).toFixed(0)],
      (quantile(times) / quantile(measured[0]?.times ?? [])).toFixed(3),
    ]),
  ];
}

/** Sends one callback; gives its time in µs. */
async function time(url: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(QUESTION) });
  await response.text();
  if (!response.ok) throw new Error(`The Function answered ${response.status}.`);
  return (performance.now() - started) * 1000;
}
