import cluster from 'node:cluster';
import { once } from 'node:events';
import { devNull } from 'node:os';
import { showsColours } from '../terminal/paint';
import { proxyOfSdk } from '../twilio/network';
import { ASSETS_FOLDER, FUNCTIONS_FOLDER, PROJECT } from '../twilio/project';

const TAKEN = 'is already in use';

/** A running `twilio-run start`. */
export interface Server {
  /** The port that it listens on. */
  port: number;
  /** Rejects when the server has ended. */
  ended: Promise<never>;
}

/**
 * Runs `twilio-run start` as a cluster worker of this process. So this process learns the port,
 * which twilio-run does not tell. A cluster worker ends with the process that started it, however
 * that process ends.
 *
 * @param port The port; 0 takes any free port.
 * @param variables All variables of the Function. The user's own environment does not count.
 * @throws Error if the port is taken, or if twilio-run ends before it listens.
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
      // twilio-run takes the variables from its own environment, so it needs no file of variables.
      ...['--load-local-env', '--env', devNull],
      // At a lower level, twilio-run prints a URL of the private asset, as if somebody could open
      // it.
      ...['--log-level', 'warn'],
      ...['--assets-folder', ASSETS_FOLDER, '--functions-folder', FUNCTIONS_FOLDER],
    ],
    execArgv: [],
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const nothing = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
  const worker = cluster.fork({
    ...nothing,
    ...wayToTwilio(),
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
      // twilio-run would ask for another port, and wait for an answer that nobody can give.
      stdout.pause();
      return reject(
        new Error(`Port ${port} is taken. Name another: npm start -- --port ${port + 1}`),
      );
    });
  });
  return { port: await Promise.race([listening, ended]), ended };
}

/**
 * The way from this process to Twilio. The Function needs it too, because it may ask Conversations.
 */
function wayToTwilio(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS, TWILIO_CA_BUNDLE } = process.env;
  const known = Object.entries({ NODE_EXTRA_CA_CERTS, TWILIO_CA_BUNDLE, ...proxyOfSdk() });
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
}
