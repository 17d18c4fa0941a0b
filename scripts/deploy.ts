import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { Twilio } from 'twilio';
import type { Deployment } from './deploy/deployment';
import { DOING, type Step, whatHasChanged } from './deploy/step';
import { command, run } from './terminal/command';
import { canAsk, confirm } from './terminal/confirm';
import { failure, isRight } from './terminal/finding';
import { ENV, PUBLIC } from './terminal/flags';
import { printFindings } from './terminal/print';
import { fail } from './twilio/failure';

const TIMEOUT = new Option('--timeout <seconds>', 'wait this long for each answer of Twilio')
  .argParser(millisecondsOf)
  .default(30_000, '30');

function millisecondsOf(text: string): number {
  const seconds = Number(text);
  if (seconds >= 1 && seconds <= 3600) return 1000 * seconds;
  throw new InvalidArgumentError('It must be 1 to 3600 seconds.');
}

/** Everybody may see what is found of a deployment. */
const READING = { all: true, identities: false };

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
    .addOption(TIMEOUT),
  async ({ dryRun, ...flags }) => {
    const { prepare } = await import('./deploy/prepare');
    const { nextSteps } = await import('./deploy/next-steps');
    const { planFindings, planText, withoutEffect } = await import('./deploy/plan');
    const { client, deployment, report, configuration } = await prepare(flags);
    console.log(`\n${planText(deployment)}`);
    const found = planFindings(deployment, report.hasPool, configuration.others);
    const inVain = () => withoutEffect(deployment);
    printFindings([...found, ...inVain()], READING);
    console.log();
    if (!isRight(found)) throw failure('deploy/wrong');
    if (dryRun) {
      console.log('Nothing was deployed: --dry-run.');
      return true;
    }
    for (const { places } of canAsk() ? inVain() : []) {
      const [{ name } = { name: '' }] = places;
      const question = `Delete ${name} on Twilio, once the build is active?`;
      if (name && (await confirm(question))) deployment.unset.push(name);
    }
    const deployed = await deployTelling(client, deployment);
    console.log(nextSteps(deployment, deployed, configuration, flags.env));
    // Last, because the last line is the one that is read.
    printFindings(inVain(), READING);
    return true;
  },
);

/**
 * Deploys, and prints each step. If this process ends early, it prints which step it had reached.
 * It ends early after a failure, after Ctrl-C, or when the reader of its output has gone.
 */
async function deployTelling(client: Twilio, deployment: Deployment) {
  const { deploy } = await import('./deploy/deployment');
  console.log('Deploying:');
  let current: Step = 'service';
  const tellHowFar = () => {
    console.error(`Stopped while ${DOING[current]}. ${whatHasChanged(current)}`);
  };
  process.once('exit', tellHowFar);
  const deployed = await deploy(client, deployment, (step) => {
    current = step;
    console.log(`  ${DOING[step]}`);
  }).catch(fail);
  process.off('exit', tellHowFar);
  return deployed;
}
