import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { devNull } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { showsColours } from '../terminal/paint';
import { CALLBACK_PATH, LEAVE_WITH_PARENT, PROJECT } from './project';

const START_TIMEOUT_MS = 30_000;
const ASK_AGAIN_MS = 20;

/** A running local Twilio runtime that serves the built Function. */
export interface LocalRuntime {
  /** Where the Function answers. */
  callbackUrl: string;
  /** All that the runtime has printed so far: its request log, and what the Function logged. */
  output(): string;
  /** Settles when the process has ended. */
  ended: Promise<void>;
  /** Ends the process, which ends in any case with the process that started it. */
  stop(): Promise<void>;
}

/** What the local runtime serves, and where. */
export interface LocalRuntimeOptions {
  /** The folder that holds the mapping. */
  assetsFolder: string;
  /** The folder of the built Functions; the project's by default. */
  functionsFolder?: string;
  /** The environment variables of the Function: all that it gets, whatever the user's own hold. */
  variables?: Record<string, string>;
  /** The port; any that is free by default. */
  port?: number;
  /** More flags for `twilio-run start`. */
  flags?: string[];
  /** Whether what the runtime prints goes to the terminal, instead of to `output`. */
  prints?: boolean;
}

/**
 * Starts `twilio-run`.
 *
 * @returns The runtime, once it takes connections.
 * @throws Error if the port is taken, or if the runtime ends or stays silent instead.
 */
export async function startLocalRuntime(options: LocalRuntimeOptions): Promise<LocalRuntime> {
  const port = await freePort(options.port ?? 0);
  const runtime = spawn(
    process.execPath,
    [
      ...['--require', LEAVE_WITH_PARENT],
      ...[require.resolve('twilio-run/bin/twilio-run.js'), 'start', '--port', `${port}`],
      // It takes the variables from its own environment, so that no file of them is needed.
      ...['--load-local-env', '--env', devNull],
      // Below a warning, it prints the private asset's address as if that could be opened.
      ...['--log-level', 'warn'],
      ...['--assets-folder', fromProject(options.assetsFolder)],
      ...['--functions-folder', fromProject(options.functionsFolder ?? 'dist/functions')],
      ...(options.flags ?? []),
    ],
    {
      cwd: PROJECT,
      env: {
        ...throughProxy(),
        ...options.variables,
        FORCE_COLOR: options.prints && showsColours() ? '1' : '0',
        LEAVE_WITH: `${process.pid}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const collect = (from: Readable | null, to: Writable) => {
    from?.on('data', (chunk: Buffer) => {
      if (options.prints) to.write(chunk);
      else output += chunk;
    });
  };
  collect(runtime.stdout, process.stdout);
  collect(runtime.stderr, process.stderr);
  const ended = once(runtime, 'close').then(() => {});
  const stop = async () => {
    runtime.kill();
    await ended;
  };

  const hasEnded = () => runtime.exitCode !== null || runtime.signalCode !== null;
  const waitUntil = Date.now() + START_TIMEOUT_MS;
  while (!(await takesConnections(port))) {
    if (hasEnded()) throw new Error(`The local runtime ended:\n${output}`);
    if (Date.now() > waitUntil) {
      await stop();
      throw new Error(`The local runtime does not answer:\n${output}`);
    }
    await delay(ASK_AGAIN_MS);
  }
  return {
    callbackUrl: `http://localhost:${port}${CALLBACK_PATH}`,
    output: () => output,
    ended,
    stop,
  };
}

/** The way to Twilio that this process goes, too: the Function may ask Conversations. */
function throughProxy(): NodeJS.ProcessEnv {
  const { HTTP_PROXY, NODE_EXTRA_CA_CERTS, TWILIO_CA_BUNDLE } = process.env;
  const known = Object.entries({ HTTP_PROXY, NODE_EXTRA_CA_CERTS, TWILIO_CA_BUNDLE });
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
}

/** Whether a URL leads to this machine, where nobody checks signatures. */
export function isLocal({ hostname }: URL): boolean {
  return /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

/** A connection tells enough, and unlike a request it leaves no line in the runtime's log. */
async function takesConnections(port: number): Promise<boolean> {
  const socket = connect(port, 'localhost');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** twilio-run looks for its folders below the project. */
function fromProject(folder: string): string {
  return path.relative(PROJECT, path.resolve(PROJECT, folder));
}

/** twilio-run would ask which port to take instead, and wait for an answer that nobody can give. */
async function freePort(wanted: number): Promise<number> {
  const server = createServer().listen(wanted);
  try {
    await once(server, 'listening');
  } catch {
    throw new Error(`Port ${wanted} is taken. Name another: npm start -- --port ${wanted + 1}`);
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
