import { command, run } from './terminal/command';
import { isRight } from './terminal/finding';
import { ALL, ASSETS_FOLDER, ENV, IDENTITIES, JSON_FLAG, PUBLIC } from './terminal/flags';
import { readingOf } from './terminal/print';
import { readConfiguration } from './twilio/configuration';

run(
  command(
    'npm run check --',
    'Checks the mapping as the Function would read it. With credentials, also asks Twilio whether the account has each address. Exit code 0 if there is no error.',
  )
    .addOption(ENV)
    .addOption(ASSETS_FOLDER)
    .addOption(PUBLIC)
    .option('--all-workers', 'ask Frontline for each worker, even if there are over 1,000')
    .addOption(ALL)
    .addOption(JSON_FLAG)
    .addOption(IDENTITIES),
  async ({ env, assetsFolder, public: meantPublic = [], allWorkers, ...flags }) => {
    const { check } = await import('./check/check');
    const { printReport, reportJson } = await import('./check/report');
    const reading = readingOf(flags);
    const report = await check(readConfiguration(env), { assetsFolder, meantPublic, allWorkers });
    if (flags.json) console.log(reportJson(report, reading.identities));
    else printReport(report, reading);
    return isRight(report.findings);
  },
);
