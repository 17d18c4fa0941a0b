import { command, run } from './terminal/command';
import { buildFunction } from './twilio/build';

run(
  command('npm run build', 'Bundles the Function into one file of dist/functions/.'),
  async () => {
    buildFunction();
    return true;
  },
);
