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
    .addOption(ENV)
    .addOption(ASSETS_FOLDER)
    .addOption(ALL)
    .addOption(JSON_FLAG)
    .addOption(IDENTITIES),
  async ({ env, assetsFolder, ...flags }) => {
    const { listNumbers } = await import('./numbers/numbers');
    const { numbersJson, printNumbers } = await import('./numbers/report');
    const list = await listNumbers(readConfiguration(env), assetsFolder);
    const reading = readingOf(flags);
    if (flags.json) {
      console.log(numbersJson(list, reading.identities));
      for (const failure of list.findings.filter((one) => !isRight([one]))) {
        console.error(textOf(failure, reading));
      }
    } else printNumbers(list, reading);
    return isRight(list.findings);
  },
);
