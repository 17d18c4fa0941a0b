import { command, run } from './terminal/command';
import { ALL, ASSETS_FOLDER, ENV, IDENTITIES } from './terminal/flags';

run(
  command(
    'npm run workers --',
    "Prints the workers of a channel, with their numbers, as CSV. With a file, replaces that channel's workers in the mapping by those of the spreadsheet, and says how many change, who is gone, and who gets another number.",
  )
    .usage('[flags] [file]')
    .argument(
      '[file]',
      'a workbook (.xlsx) or CSV with the columns worker, number and, if needed, prefix',
    )
    .option('--channel <channel>', 'whose workers', 'sms')
    .option(
      '--to <file.xlsx>',
      'write the workers to a workbook, which every program leaves as it is',
    )
    .option('--sheet <name>', 'the sheet of the workbook (default: the first)')
    .option('--worker-column <name>', "the column of the workers' identities")
    .option('--number-column <name>', 'the column of the numbers that customers see')
    .option('--country <code>', 'the country of numbers without a country code, such as GB')
    .option('--dry-run', 'say what would change, and write nothing')
    .option('--allow-removals', 'remove the rules of more than a third of the workers')
    .addOption(ENV)
    .addOption(ASSETS_FOLDER)
    .addOption(ALL)
    .addOption(IDENTITIES),
  async ({ workerColumn, numberColumn, sheet, to, ...flags }, [file]) => {
    if (file === undefined) {
      const { printWorkers } = await import('./workers/print');
      return printWorkers(flags, to);
    }
    const { importWorkers } = await import('./workers/import');
    return importWorkers(file, flags, { worker: workerColumn, number: numberColumn, sheet });
  },
);
