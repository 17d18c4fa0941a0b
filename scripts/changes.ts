import { command, run } from './terminal/command';
import { ALL, ASSETS_FOLDER, ENV, IDENTITIES, JSON_FLAG } from './terminal/flags';
import { printFindings, readingOf } from './terminal/print';
import { readConfiguration } from './twilio/configuration';

run(
  command(
    'npm run changes --',
    'Compares your mapping with that of the last commit: who will see another number? The variables count on both sides as they are here. Changes nothing. Exit code 1 if one of the mappings cannot be read.',
  )
    .option(
      '--from <file or commit>',
      'compare with this file, or if there is no such file, with the mapping of this commit; "deployed" is what is live in production, "deployed:dev" what is live in dev',
      'HEAD',
    )
    .addOption(ENV)
    .addOption(ASSETS_FOLDER)
    .addOption(ALL)
    .option('--markdown', 'print a table in Markdown, such as for the summary of a pull request')
    .addOption(JSON_FLAG)
    .addOption(IDENTITIES),
  async ({ from, env, assetsFolder, ...flags }) => {
    const { changesBetween } = await import('./changes/changes');
    const { readMappings } = await import('./changes/mappings');
    const { changesJson, changesMarkdown, tellChanges } = await import('./changes/report');
    const configuration = readConfiguration(env);
    const [before, after] = await readMappings(from, assetsFolder, configuration);
    const changes = changesBetween(before.mapping, after, configuration.variables);
    const reading = readingOf(flags);
    if (flags.json) console.log(changesJson(changes, before.name, reading.identities));
    else if (flags.markdown) console.log(changesMarkdown(changes, before.name, reading));
    else printFindings(tellChanges(changes, before.name, reading), reading);
    return true;
  },
);
