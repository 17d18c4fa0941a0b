import { command, run } from './terminal/command';
import { ASSETS_FOLDER, IDENTITIES } from './terminal/flags';
import { printFindings, readingOf } from './terminal/print';

run(
  command(
    'npm run workers --',
    "Prints the workers of a channel, with their numbers, as CSV. With a file, replaces that channel's workers in the mapping by those of the spreadsheet, and says how many change, and who is gone.",
  )
    .usage('[flags] [file.csv]')
    .argument('[file]', 'a spreadsheet with the columns worker, number and, if needed, prefix')
    .option('--channel <channel>', 'whose workers', 'sms')
    .option('--country <code>', 'the country of numbers without a country code, such as GB')
    .option('--dry-run', 'say what would change, and write nothing')
    .addOption(ASSETS_FOLDER)
    .addOption(IDENTITIES),
  async ({ channel, country, dryRun = false, assetsFolder, ...flags }, [file]) => {
    const { printWorkers, readWorkers } = await import('./workers/workers');
    const { tellFaults, tellSummary } = await import('./workers/report');
    const target = { channel, assetsFolder };
    if (file === undefined) {
      process.stdout.write(printWorkers(target));
      return true;
    }
    const result = readWorkers({ ...target, file, country: country || undefined, dryRun });
    const reading = readingOf({ ...flags, all: true });
    if (Array.isArray(result)) {
      printFindings(tellFaults(result), reading);
      const count = result.length === 1 ? 'One error' : `${result.length} errors`;
      console.log(`\n✘ ${count}. Nothing was written.`);
      return false;
    }
    console.log(tellSummary(result, channel, { ...reading, dryRun }));
    return true;
  },
);
