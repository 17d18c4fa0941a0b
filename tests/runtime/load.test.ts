import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalRuntime, startLocalRuntime } from '../../scripts/twilio/local-runtime';
import { findEntry } from '../../src/mapping';
import { choose } from '../../src/proxy-address';
import { parseQuestion } from '../../src/question';
import { type AssetsFolder, assetsFolder } from '../support/assets-folder';
import { ask, proxyAddress } from '../support/frontline';
import { HOSTILE_REQUESTS } from '../support/hostile-corpus';

const ROUNDS = 4;
const CALLBACKS_A_ROUND = 500;
const AT_A_TIME = 100;

const MAPPING = {
  sms: {
    default: ['+12025551230', '+12025551231', '+12025551232'],
    prefixes: { '+44': '+442071234567' },
    workers: { 'worker-7@example.com': '+12025551237' },
  },
};

let assets: AssetsFolder;
let runtime: LocalRuntime;

beforeAll(async () => {
  assets = await assetsFolder(JSON.stringify(MAPPING));
  runtime = await startLocalRuntime({ assetsFolder: assets.path });
});

afterAll(async () => {
  await runtime.stop();
  await assets.remove();
});

/** How much memory is in use once all garbage is gone, and all lines that were logged. */
function heapInUse(): number {
  runtime.logged.length = 0;
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

/** The callback of a number: every second one is hostile. */
async function isRight(index: number): Promise<boolean> {
  const hostile = HOSTILE_REQUESTS[index % (2 * HOSTILE_REQUESTS.length)];
  if (hostile)
    return (await ask(runtime.callbackUrl, hostile.parameters)).status === hostile.status;
  const parameters = {
    Location: 'GetProxyAddress',
    ChannelType: 'sms',
    ChannelValue: index % 3 ? `+4477009${index}` : `+1202555${index}`,
    Worker: `worker-${index % 10}@example.com`,
  };
  const question = parseQuestion(parameters);
  const { sticky } = choose(
    question,
    findEntry(question.channel, {}, () => MAPPING),
  );
  const answer = await ask(runtime.callbackUrl, parameters);
  return JSON.stringify(answer) === JSON.stringify(proxyAddress(sticky));
}

/** Asks all in between; gives the numbers of those that were answered wrongly. */
async function wrongAmong(from: number, to: number): Promise<number[]> {
  const wrong: number[] = [];
  let next = from;
  const asker = async () => {
    while (next < to) {
      const index = next;
      next += 1;
      if (!(await isRight(index))) wrong.push(index);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, asker));
  return wrong;
}

test('2,000 callbacks, 100 at a time: none lost, none wrong, and the memory stays flat', async () => {
  const inUse: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = round * CALLBACKS_A_ROUND;
    expect(await wrongAmong(from, from + CALLBACKS_A_ROUND)).toEqual([]);
    inUse.push(heapInUse());
  }
  // Were anything kept of each callback, every round would show it. What Node.js compiles shows once.
  const grown = inUse.slice(1).map((bytes, round) => bytes - (inUse[round] ?? 0));
  expect(Math.min(...grown)).toBeLessThan(350 * CALLBACKS_A_ROUND);
});
