import { runCommand } from './terminal/command';
import { buildFunction } from './twilio/build';

const USAGE = `npm run build

Bundles the Function into one file, in dist/functions/: what is deployed.`;

runCommand({
  usage: USAGE,
  flags: {},
  async run() {
    buildFunction();
    return true;
  },
});
