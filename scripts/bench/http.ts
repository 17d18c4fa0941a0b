import { copyFileSync, mkdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import path from 'node:path';
import { startLocalRuntime } from '../twilio/local-runtime';
import { BUILT_FUNCTION } from '../twilio/project';
import { EMPTY, eventOf, quantile } from './instance';

const ROUNDS = 4_000;
const WARM_UP = 0.1;

/**
 * Measures answers over HTTP, through the local Twilio runtime without forking.
 *
 * @returns Rows of a table: what, median and 99th percentile in µs, the median's ratio to the empty
 *   handler's in the same runtime.
 */
export async function benchHttp(folder: string, effort: number): Promise<string[][]> {
  const [empty = [], built = []] = await measureOverHttp({
    folder: path.join(folder, 'http'),
    functions: [EMPTY, BUILT_FUNCTION],
    variables: { TWILIO_SMS_NUMBER: '+12025551234' },
    rounds: ROUNDS * effort,
  });
  const baseline = quantile(empty);
  const row = (name: string, times: number[]) => [
    name,
    quantile(times).toFixed(0),
    quantile(times, 0.99).toFixed(0),
    (quantile(times) / baseline).toFixed(3),
  ];
  return [row('empty handler', empty), row('one address', built)];
}

/** What is asked over HTTP, and how often. */
interface Subjects {
  /** A folder that is made for it. */
  folder: string;
  /** The files of Functions that give an address. */
  functions: string[];
  variables: Record<string, string>;
  rounds: number;
}

/** Asks Functions in one runtime by turns; gives the times of each in µs. */
export async function measureOverHttp({
  folder,
  functions,
  variables,
  rounds,
}: Subjects): Promise<number[][]> {
  const callbacks = path.join(folder, 'functions/callbacks');
  const assetsFolder = path.join(folder, 'assets');
  mkdirSync(callbacks, { recursive: true });
  mkdirSync(assetsFolder);
  for (const [index, file] of functions.entries()) {
    copyFileSync(file, path.join(callbacks, `${index}.protected.js`));
  }
  const runtime = await startLocalRuntime({
    assetsFolder,
    functionsFolder: path.join(folder, 'functions'),
    variables,
    flags: ['--no-fork-process', '--no-live', '--no-logs'],
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const times = functions.map((): number[] => []);
    for (let round = -WARM_UP * rounds; round < rounds; round += 1) {
      for (const [index, measured] of times.entries()) {
        const taken = await time(new URL(`${index}`, runtime.callbackUrl), agent);
        if (round >= 0) measured.push(taken);
      }
    }
    return times;
  } finally {
    agent.destroy();
    await runtime.stop();
  }
}

/** Sends one callback; gives its time in µs. */
function time(url: URL, agent: Agent): Promise<number> {
  const body = new URLSearchParams(eventOf()).toString();
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const started = performance.now();
    request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode !== 200) reject(new Error(`Status ${response.statusCode}`));
        resolve((performance.now() - started) * 1000);
      });
    })
      .on('error', reject)
      .end(body);
  });
}
