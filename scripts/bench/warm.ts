import { readFileSync } from 'node:fs';
import { measure } from 'mitata';
import { BUILT, EMPTY, eventOf, writeAsset } from './instance';

type Handler = (
  context: object,
  event: object,
  callback: (error: null, answer: object) => void,
) => void;

/** So many that the compiler cannot draw a handler into its caller: no runtime's caller knows it either. */
const INSTANCES = 8;

const ROUNDS = 4;

/**
 * Measures an answer of a warm instance, for each kind of mapping.
 *
 * @param folder For files that are needed meanwhile.
 * @returns Rows of a table: what, the median in ns, its ratio to the empty handler's.
 */
export async function benchWarm(folder: string): Promise<string[][]> {
  const pool = (size: number) =>
    Array.from({ length: size }, (_, index) => `+1202555${1000 + index}`);
  const number = '+12025551234';
  const mappings: Record<string, object> = {
    'plain mapping': { sms: number },
    "worker's route": {
      sms: { default: number, workers: { 'worker-1@example.com': '+12025551235' } },
    },
    prefixes: {
      sms: { default: number, prefixes: { '+1': '+12025551235', '+44': '+12025551236' } },
    },
    'pool of 2': { sms: pool(2) },
    'pool of 8': { sms: pool(8) },
    'pool of 50': { sms: pool(50) },
  };
  const empty = await measureHandler(EMPTY);
  const rows: [string, number][] = [
    ['empty handler', empty],
    ['plain mapping, variable', await measureHandler(BUILT, { TWILIO_SMS_NUMBER: number })],
  ];
  for (const [name, mapping] of Object.entries(mappings)) {
    const asset = writeAsset(folder, mapping);
    rows.push([name, await measureHandler(BUILT, {}, asset)]);
  }
  return rows.map(([name, median]) => [name, median.toFixed(0), (median / empty).toFixed(1)]);
}

async function measureHandler(file: string, context = {}, assetFile?: string): Promise<number> {
  const handlers = Array.from({ length: INSTANCES }, () => load(file, assetFile));
  const event = eventOf();
  let answer: object = {};
  const callback = (_: null, given: object) => {
    answer = given;
  };
  // Warm all of them up, and have each read its asset.
  for (let call = 0; call < 20_000; call += 1) {
    for (const handler of handlers) handler(context, event, callback);
  }
  // What else the machine does only adds: the least of some medians is the truest.
  const medians: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { p50 } = await measure(() => {
      for (const handler of handlers) handler(context, event, callback);
      return answer;
    });
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
