import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { recordOf } from '../src/record';
import { command, run } from './terminal/command';
import { ENV } from './terminal/flags';
import { watchFunction } from './twilio/build';
import { contextOf, readConfiguration } from './twilio/configuration';
import { startLocalRuntime } from './twilio/local-runtime';
import { ASSETS_FOLDER } from './twilio/project';

const DEFAULT_PORT = 3000;

function portOf(text: string): number {
  const port = Number(text || DEFAULT_PORT);
  if (!/^\d*$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  }
  return port;
}

const PORT = new Option('--port <port>', 'the port; 0 takes any that is free')
  .env('PORT')
  .argParser(portOf)
  .default(DEFAULT_PORT);

run(
  command(
    'npm start --',
    'Serves the Function with your mapping in the local Twilio runtime, until Ctrl-C. It follows each change of the mapping and of the source. Restart it after a change of .env.',
  )
    .addOption(PORT)
    .addOption(ENV),
  async ({ port, env }) => {
    const variables = contextOf(readConfiguration(env));
    await watchFunction();
    const { callbackUrl } = await startLocalRuntime({
      ...{ assetsFolder: ASSETS_FOLDER, variables, port },
      onRequest: (line) => console.log(line),
    }).catch((error) => {
      if (recordOf(error).code !== 'EADDRINUSE') throw error;
      throw new Error(`Port ${port} is taken. Name another: npm start -- --port ${port + 1}`);
    });
    console.log(`The Function answers at ${callbackUrl}

In another terminal, ask it as Frontline would:
  npm run callback -- --url ${callbackUrl}

Ctrl-C ends it.
`);
    return new Promise(() => {});
  },
);
