import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { startServer } from './start/server';
import { command, run } from './terminal/command';
import { ENV } from './terminal/flags';
import { watchFunction } from './twilio/build';
import { readConfiguration } from './twilio/configuration';
import { CALLBACK_PATH } from './twilio/project';

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
    const { variables, credentials } = readConfiguration(env);
    const { ACCOUNT_SID, AUTH_TOKEN } = credentials;
    await watchFunction();
    const server = await startServer(port, { ...variables, ACCOUNT_SID, AUTH_TOKEN });
    const callbackUrl = `http://localhost:${server.port}${CALLBACK_PATH}`;
    console.log(`The Function answers at ${callbackUrl}

In another terminal, ask it as Frontline would:
  npm run callback -- --url ${callbackUrl}

Ctrl-C ends it.
`);
    return server.ended;
  },
);
