import { startServer } from './start/server';
import { runCommand, UsageError } from './terminal/command';
import { watchFunction } from './twilio/build';
import { givenToFunction, readConfiguration } from './twilio/configuration';
import { CALLBACK_PATH } from './twilio/project';

const USAGE = `npm start -- [flags]

Serves the Function with your mapping in the local Twilio runtime, until Ctrl-C. It follows each change
of the asset and of the source; after a change of the variables, start it again.

  --port PORT    the port; 0 takes any that is free (default: the variable PORT, or else 3000)
  --env FILE     read the variables from FILE (default: .env)
  --help         print this`;

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new UsageError('--port must be a number from 0 to 65535');
  }
  return port;
}

runCommand({
  usage: USAGE,
  flags: { port: { type: 'string' }, env: { type: 'string' } },
  async run(flags) {
    const port = portOf(flags.port ?? (process.env.PORT || '3000'));
    const configuration = readConfiguration(flags.env);
    await watchFunction();
    const server = await startServer(port, givenToFunction(configuration));
    const callbackUrl = `http://localhost:${server.port}${CALLBACK_PATH}`;
    console.log(`The Function answers at ${callbackUrl}

In another terminal, ask it as Frontline would:
  npm run callback -- --url ${callbackUrl}

Ctrl-C ends it.
`);
    return server.ended;
  },
});
