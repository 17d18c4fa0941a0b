import { readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { measure } from 'mitata';
import { BUILT_FUNCTION } from '../twilio/project';
import { EMPTY, eventOf, writeAsset } from './instance';

type Handler = (
  context: object,
  event: object,
  callback: (error: null, answer: object) => void,
) => void;

/** So many that the compiler cannot draw a handler into its caller: no runtime's caller knows it either. */
const INSTANCES = 8;

const ROUNDS = 4;
const WARM_UP = 20_000;
const ROUND_NS = 600e6;

/**
 * Measures an answer of a warm instance, for each kind of mapping.
 *
 * @returns Rows of a table: what, the median in ns, its ratio to the empty handler's.
 */
export async function benchWarm(folder: string, effort: number): Promise<string[][]> {
  const number = '+12025551234';
  const pool = Array.from({ length: 8 }, (_, index) => `+1202555${1000 + index}`);
  const empty = await measureHandler(effort, EMPTY);
  const asked = (context: object, mapping: object = {}) =>
    measureHandler(effort, BUILT_FUNCTION, context, writeAsset(folder, mapping));
  const rows: [string, number][] = [
    ['empty handler', empty],
    ['one address, variable', await asked({ TWILIO_SMS_NUMBER: number })],
    ['one address, asset', await asked({}, { sms: number })],
    ['pool of 8', await asked({}, { sms: pool })],
  ];
  return rows.map(([name, median]) => [name, median.toFixed(0), (median / empty).toFixed(1)]);
}

async function measureHandler(
  effort: number,
  file: string,
  context = {},
  assetFile?: string,
): Promise<number> {
  const handlers = Array.from({ length: INSTANCES }, () => load(file, assetFile));
  const event = eventOf();
  let answer: object = {};
  const callback = (_: null, given: object) => {
    answer = given;
  };
  // Warm all of them up, and have each read its asset.
  for (let call = 0; call < WARM_UP * effort; call += 1) {
    for (const handler of handlers) handler(context, event, callback);
  }
  // What else the machine does only adds: the least of some medians is the truest.
  const medians: number[] = [];
  for (let round = 0; round < ROUNDS * effort; round += 1) {
    // So that a signal is heard.
    await turn();
    const ask = () => {
      for (const handler of handlers) handler(context, event, callback);
      return answer;
    };
    const { p50 } = await measure(ask, { min_cpu_time: ROUND_NS * effort });
    medians.push(p50);
  }
  if (!('proxy_address' in answer)) throw new Error('The Function gave no address.');
  return Math.min(...medians) / INSTANCES;
}

/** A new instance, as after a cold start. */
function load(file: string, assetFile: string | undefined): Handler {
  const open = () => readFileSync(`${assetFile}`, 'utf8');
  const assets = assetFile ? { '/proxy-addresses.json': { path: assetFile, open } } : {};
  Object.assign(globalThis, { Runtime: { getAssets: () => assets } });
  delete require.cache[file];
  return require(file).handler;
}
