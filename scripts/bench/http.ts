import { copyFileSync, mkdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import path from 'node:path';
import { startLocalRuntime } from '../twilio/local-runtime';
import { BUILT_FUNCTION } from '../twilio/project';
import { EMPTY, eventOf, quantile } from './instance';

const REQUESTS = 4_000;
const WARM_UP = 500;

/**
 * Measures answers over HTTP, through the local Twilio runtime without forking.
 *
 * @returns Rows of a table: what, median and 99th percentile in µs, the median's ratio to the empty
 *   handler's in the same runtime.
 */
export async function benchHttp(folder: string, effort: number): Promise<string[][]> {
  const callbacks = path.join(folder, 'functions/callbacks');
  const assetsFolder = path.join(folder, 'assets');
  mkdirSync(callbacks, { recursive: true });
  mkdirSync(assetsFolder);
  copyFileSync(BUILT_FUNCTION, path.join(callbacks, 'outgoing-conversation.protected.js'));
  copyFileSync(EMPTY, path.join(callbacks, 'empty.protected.js'));
  const runtime = await startLocalRuntime({
    assetsFolder,
    functionsFolder: path.join(folder, 'functions'),
    variables: { TWILIO_SMS_NUMBER: '+12025551234' },
    flags: ['--no-fork-process', '--no-live', '--no-logs'],
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const empty: number[] = [];
    const built: number[] = [];
    const emptyUrl = runtime.callbackUrl.replace('outgoing-conversation', 'empty');
    for (let round = -WARM_UP * effort; round < REQUESTS * effort; round += 1) {
      const times = [await time(emptyUrl, agent), await time(runtime.callbackUrl, agent)] as const;
      if (round < 0) continue;
      empty.push(times[0]);
      built.push(times[1]);
    }
    const baseline = quantile(empty);
    const row = (name: string, times: number[]) => [
      name,
      quantile(times).toFixed(0),
      quantile(times, 0.99).toFixed(0),
      (quantile(times) / baseline).toFixed(3),
    ];
    return [row('empty handler', empty), row('one address', built)];
  } finally {
    agent.destroy();
    await runtime.stop();
  }
}

/** Sends one callback; gives its time in µs. */
function time(url: string, agent: Agent): Promise<number> {
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
