import { readFileSync } from 'node:fs';
import { measure } from 'mitata';
import { BUILT, EMPTY, eventOf, writeAsset } from './instance';

type Handler = (
  context: object,
  event: object,
  callback: (error: null, answer: object) => void,
) => void;

/**
 * Measures an answer of a warm instance, for each kind of mapping.
 *
 * @param folder For files that are needed meanwhile.
 * @returns Rows of a table: what, the median in ns, its ratio to the empty handler's.
 */
export async function benchWarm(folder: string): Promise<string[][]> {
  const pool = (size: number) =>
    Array.from({ length: size }, (_, index) => `+1202555${1000 + index}`);
  const mappings: Record<string, object> = {
    'plain mapping': { sms: '+12025551234' },
    "worker's route": {
      sms: { default: '+12025551234', workers: { 'worker-1@example.com': '+12025551235' } },
    },
    prefixes: {
      sms: { default: '+12025551234', prefixes: { '+1': '+12025551235', '+44': '+12025551236' } },
    },
    'pool of 2': { sms: pool(2) },
    'pool of 8': { sms: pool(8) },
    'pool of 50': { sms: pool(50) },
  };
  const empty = await measureHandler(load(EMPTY), {});
  const plain = await measureHandler(load(BUILT), { TWILIO_SMS_NUMBER: '+12025551234' });
  const rows: [string, number][] = [
    ['empty handler', empty],
    ['plain mapping, variable', plain],
  ];
  for (const [name, mapping] of Object.entries(mappings)) {
    rows.push([name, await measureHandler(load(BUILT, writeAsset(folder, mapping)), {})]);
  }
  return rows.map(([name, median]) => [name, median.toFixed(0), (median / empty).toFixed(1)]);
}

/** A new instance, as after a cold start. */
function load(functionFile: string, assetFile?: string): Handler {
  const open = () => readFileSync(`${assetFile}`, 'utf8');
  const assets = assetFile ? { '/proxy-addresses.json': { path: assetFile, open } } : {};
  Object.assign(globalThis, { Runtime: { getAssets: () => assets } });
  delete require.cache[functionFile];
  const { handler } = require(functionFile);
  return handler;
}

async function measureHandler(handler: Handler, context: object): Promise<number> {
  const event = eventOf({});
  let answer: object | undefined;
  const { p50 } = await measure(() => {
    handler(context, event, (_, given) => {
      answer = given;
    });
    return answer;
  });
  if (!answer || !('proxy_address' in answer)) throw new Error('The Function gave no address.');
  return p50;
}
