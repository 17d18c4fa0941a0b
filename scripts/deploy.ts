import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { command, run } from './terminal/command';
import { canAsk, confirm } from './terminal/confirm';
import { ENV, PUBLIC } from './terminal/flags';
import { printFindings, readingOf } from './terminal/print';

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (seconds >= 1 && seconds <= 3600) return seconds;
  throw new InvalidArgumentError('It must be 1 to 3600 seconds.');
}

run(
  command(
    'npm run deploy --',
    'Builds the Function, checks the mapping, and deploys both if nothing is wrong.',
  )
    .addOption(ENV)
    .option('--environment <name>', 'the suffix of the domain (default: dev)')
    .addOption(
      new Option('--production', 'deploy to the domain without a suffix').conflicts('environment'),
    )
    .option('--service-name <name>', 'the name of the Service (default: that of package.json)')
    .addOption(PUBLIC)
    .option('--unset <name...>', 'delete these variables on Twilio, once the build is active')
    .option('--dry-run', 'print what would be deployed, and change nothing')
    .option('--timeout <seconds>', 'wait this long for each answer of Twilio', secondsOf, 30),
  async ({ dryRun, ...flags }) => {
    const { prepare } = await import('./deploy/prepare');
    const { keptInEffect, nextSteps, withoutEffect } = await import('./deploy/plan');
    const { deployTelling } = await import('./deploy/progress');
    const { client, deployment, configuration } = await prepare(flags);
    if (dryRun) {
      console.log('Nothing was deployed: --dry-run.');
      return true;
    }
    for (const name of canAsk() ? keptInEffect(deployment) : []) {
      const question = `Delete ${name} on Twilio, once the build is active?`;
      if (await confirm(question)) deployment.unset.push(name);
    }
    const deployed = await deployTelling(client, deployment);
    console.log(nextSteps(deployment, deployed, configuration));
    // Last, because the last line is the one that is read.
    printFindings(withoutEffect(deployment), readingOf({ all: true }));
    return true;
  },
);
