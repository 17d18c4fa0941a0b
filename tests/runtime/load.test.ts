import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalRuntime, startLocalRuntime } from '../../scripts/twilio/local-runtime';
import { findEntry } from '../../src/mapping';
import { choose } from '../../src/proxy-address';
import { parseQuestion } from '../../src/question';
import { recordOf } from '../../src/record';
import { ask, proxyAddress } from '../support/frontline';
import { HOSTILE_REQUESTS } from '../support/hostile-corpus';

const CALLBACKS = 10_000;
const AT_A_TIME = 100;

const MAPPING = {
  sms: {
    default: ['+12025551230', '+12025551231', '+12025551232'],
    prefixes: { '+44': '+442071234567' },
    workers: { 'worker-7@example.com': '+12025551237' },
  },
};

/** A Function beside ours, that tells how much memory the process needs once all garbage is gone. */
const MEMORY = `
require('node:v8').setFlagsFromString('--expose-gc');
const collect = require('node:vm').runInNewContext('gc');
exports.handler = (_context, _event, callback) => {
  collect();
  callback(null, { heap: process.memoryUsage().heapUsed });
};`;

let folder: string;
let runtime: LocalRuntime;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frontline-load-'));
  const functionsFolder = path.join(folder, 'functions');
  const assetsFolder = path.join(folder, 'assets');
  await cp(path.join(__dirname, '../../dist/functions'), functionsFolder, { recursive: true });
  await writeFile(path.join(functionsFolder, 'memory.js'), MEMORY);
  await mkdir(assetsFolder);
  await writeFile(path.join(assetsFolder, 'proxy-addresses.private.json'), JSON.stringify(MAPPING));
  const flags = ['--no-fork-process', '--no-live', '--no-logs'];
  runtime = await startLocalRuntime({ assetsFolder, functionsFolder, flags });
});

afterAll(async () => {
  await runtime.stop();
  await rm(folder, { recursive: true });
});

async function heapInUse(): Promise<number> {
  const response = await fetch(new URL('/memory', runtime.callbackUrl));
  const { heap } = recordOf(await response.json());
  if (typeof heap !== 'number') throw new Error('The runtime did not tell its memory.');
  return heap;
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

test('10,000 callbacks, 100 at a time: none lost, none wrong, and the memory stays flat', async () => {
  expect(await wrongAmong(0, CALLBACKS / 2)).toEqual([]);
  const before = await heapInUse();
  expect(await wrongAmong(CALLBACKS / 2, CALLBACKS)).toEqual([]);
  // Were anything kept of each callback, 5,000 of them would show.
  expect(await heapInUse()).toBeLessThan(before + 1_000_000);
}, 60_000);
