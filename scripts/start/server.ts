import cluster from 'node:cluster';
import { once } from 'node:events';
import { devNull } from 'node:os';
import { showsColours } from '../terminal/paint';
import { PROJECT } from '../twilio/project';

const TAKEN = 'is already in use';

/** `twilio-run start` on its way. */
export interface Server {
  /** Where it listens. */
  port: number;
  /** Fails when it has ended. */
  ended: Promise<never>;
}

/**
 * Runs `twilio-run start` as a worker of this process, which so learns where it listens: twilio-run itself
 * does not tell. A worker ends with the process that started it, in whatever way that ends.
 *
 * @param port Any that is free if it is 0.
 * @param variables All that the Function gets, whatever the user's own environment holds.
 * @throws Error if the port is taken, or if it ends before it listens.
 * @see https://nodejs.org/api/cluster.html#event-listening_1
 */
export async function startServer(
  port: number,
  variables: Record<string, string>,
): Promise<Server> {
  cluster.setupPrimary({
    exec: require.resolve('twilio-run/bin/twilio-run.js'),
    args: [
      ...['start', '--port', `${port}`],
      // It takes the variables from its own environment, so that no file of them is needed.
      ...['--load-local-env', '--env', devNull],
      // Below a warning, it prints the private asset's address as if that could be opened.
      ...['--log-level', 'warn'],
      ...['--assets-folder', 'assets', '--functions-folder', 'dist/functions'],
    ],
    execArgv: [],
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const nothing = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
  const worker = cluster.fork({
    ...nothing,
    ...throughProxy(),
    ...variables,
    FORCE_COLOR: showsColours() ? '1' : '0',
  });
  const ended = once(worker, 'exit').then(() => {
    throw new Error('The local runtime has ended.');
  });
  const listening = new Promise<number>((resolve, reject) => {
    worker.once('listening', (address) => resolve(address.port));
    const { stdout } = worker.process;
    stdout?.on('data', (chunk: Buffer) => {
      if (!`${chunk}`.includes(TAKEN)) return process.stdout.write(chunk);
      // It would ask which port to take instead, and wait for an answer that nobody can give.
      stdout.pause();
      return reject(
        new Error(`Port ${port} is taken. Name another: npm start -- --port ${port + 1}`),
      );
    });
  });
  return { port: await Promise.race([listening, ended]), ended };
}

/** The way to Twilio that this process goes, too: the Function may ask Conversations. */
function throughProxy(): NodeJS.ProcessEnv {
  const { HTTP_PROXY, NODE_EXTRA_CA_CERTS, TWILIO_CA_BUNDLE } = process.env;
  const known = Object.entries({ HTTP_PROXY, NODE_EXTRA_CA_CERTS, TWILIO_CA_BUNDLE });
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
}
