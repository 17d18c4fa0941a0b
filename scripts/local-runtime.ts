import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PROJECT = path.join(__dirname, '..');
const START_TIMEOUT_MS = 30_000;

/** A running local Twilio runtime that serves the built Function. */
export interface LocalRuntime {
  /** Where the Function answers. */
  callbackUrl: string;
  /** All that the runtime has printed so far: its request log, and what the Function logged. */
  output(): string;
  /** Ends the process, and removes what it needed. */
  stop(): Promise<void>;
}

/**
 * Starts `twilio-run` on a free port, apart from the user's own `.env` and assets.
 *
 * @param options.assetsFolder The folder that holds the mapping.
 * @param options.functionsFolder The folder of the built Functions; the project's by default.
 * @param options.variables The environment variables of the Function; none by default.
 * @param options.flags More flags for `twilio-run start`.
 * @returns The runtime, once it listens.
 * @throws Error with the runtime's output, if it ends or stays silent instead.
 */
export async function startLocalRuntime(options: {
  assetsFolder: string;
  functionsFolder?: string;
  variables?: Record<string, string>;
  flags?: string[];
}): Promise<LocalRuntime> {
  const port = await freePort();
  const folder = await mkdtemp(path.join(tmpdir(), 'frontline-runtime-'));
  const envFile = path.join(folder, '.env');
  const variables = Object.entries(options.variables ?? {});
  await writeFile(envFile, variables.map(([name, value]) => `${name}='${value}'\n`).join(''));

  const runtime = spawn(
    process.execPath,
    [
      require.resolve('twilio-run/bin/twilio-run.js'),
      'start',
      ...['--port', `${port}`, '--env', envFile],
      ...['--assets-folder', fromProject(options.assetsFolder)],
      ...['--functions-folder', fromProject(options.functionsFolder ?? 'dist/functions')],
      ...(options.flags ?? []),
    ],
    { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  const stop = async () => {
    if (runtime.exitCode === null && runtime.signalCode === null) {
      runtime.kill();
      await once(runtime, 'close');
    }
    await rm(folder, { recursive: true, force: true });
  };
  const callbackUrl = `http://localhost:${port}/callbacks/outgoing-conversation`;
  const listens = new Promise<void>((resolve, reject) => {
    const collect = (chunk: Buffer) => {
      output += chunk;
      if (output.includes(callbackUrl)) resolve();
    };
    runtime.stdout.on('data', collect);
    runtime.stderr.on('data', collect);
    runtime.on('error', reject);
    runtime.on('close', () => reject(new Error(`The local runtime ended:\n${output}`)));
    setTimeout(
      () => reject(new Error(`The local runtime does not listen:\n${output}`)),
      START_TIMEOUT_MS,
    ).unref();
  });
  try {
    await listens;
  } catch (error) {
    await stop();
    throw error;
  }
  return { callbackUrl, output: () => output, stop };
}

/** twilio-run looks for its folders below the project. */
function fromProject(folder: string): string {
  return path.relative(PROJECT, path.resolve(PROJECT, folder));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}
