import { ASSET_FILE } from '../src/asset';
import { check, isRight } from './check/check';
import { printReport } from './check/report';
import { runCommand } from './terminal/command';
import { isPersonal } from './terminal/personal';
import { readConfiguration } from './twilio/configuration';

const USAGE = `npm run check -- [flags]

Checks the mapping: that every address is well-formed and, with credentials, that the
account owns it. Exit code 0 if nothing is wrong; warnings alone do not count.

  --env FILE             read the variables from FILE (default: .env)
  --assets-folder DIR    read ${ASSET_FILE} from DIR (default: assets)
  --public FILE          FILE of that folder is meant to be public; may be given again
  --all                  show every address, however many there are
  --help                 print this`;

runCommand({
  usage: USAGE,
  flags: {
    env: { type: 'string' },
    'assets-folder': { type: 'string', default: 'assets' },
    public: { type: 'string', multiple: true, default: [] },
    all: { type: 'boolean', default: false },
  },
  async run(flags) {
    const report = await check(readConfiguration(flags.env), {
      assetsFolder: flags['assets-folder'],
      meantPublic: flags.public,
    });
    printReport(report, { all: flags.all, personal: isPersonal() });
    return isRight(report);
  },
});
