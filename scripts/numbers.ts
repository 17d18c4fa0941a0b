import { command, run } from './terminal/command';
import { isRight } from './terminal/finding';
import { ALL, ASSETS_FOLDER, ENV, IDENTITIES, JSON_FLAG } from './terminal/flags';
import { readingOf, textOf } from './terminal/print';
import { readConfiguration } from './twilio/configuration';

run(
  command(
    'npm run numbers --',
    "Lists each address of the mapping once, with the places that use it. With credentials, also asks Twilio which of the account's SMS numbers and WhatsApp senders nobody uses. Exit code 1 if the mapping cannot be read, or Twilio cannot be asked.",
  )
    .usage('[flags] [number or worker]')
    .argument('[asked]', 'only this number, written in any way, or only this worker')
    .addOption(ENV)
    .addOption(ASSETS_FOLDER)
    .addOption(ALL)
    .addOption(JSON_FLAG)
    .addOption(IDENTITIES),
  async ({ env, assetsFolder, ...flags }, [asked]) => {
    const { listNumbers } = await import('./numbers/numbers');
    const { about } = await import('./numbers/about');
    const { namesWorkers, numbersJson, printNumbers } = await import('./numbers/report');
    const all = await listNumbers(readConfiguration(env), assetsFolder);
    const list = asked === undefined ? all : about(asked, all);
    const reading = readingOf(flags);
    if (flags.json) {
      console.log(numbersJson(list, reading.identities));
      for (const failure of list.findings.filter((one) => !isRight([one]))) {
        console.error(textOf(failure, reading));
      }
    } else printNumbers(list, reading);
    if (!reading.identities && list.numbers.some(namesWorkers)) {
      console.error('The names of workers are hidden. Show them with --identities.');
    }
    return isRight(list.findings);
  },
);
