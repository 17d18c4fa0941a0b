import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { Twilio } from 'twilio';
import type { Deployment } from './deploy/deployment';
import { DOING, type Step, whatHasChanged } from './deploy/step';
import { command, run } from './terminal/command';
import { failure, isRight } from './terminal/finding';
import { ENV, PUBLIC } from './terminal/flags';
import { isPersonal, printFindings } from './terminal/print';
import { shellWord } from './terminal/shell-word';
import { missing } from './twilio/account';
import { buildFunction } from './twilio/build';
import { twilioClient } from './twilio/client';
import { readConfiguration } from './twilio/configuration';
import { asFailure } from './twilio/failure';
import { ASSETS_FOLDER, CALLBACK_PATH } from './twilio/project';

const TIMEOUT = new Option('--timeout <seconds>', 'wait this long for each answer of Twilio')
  .argParser(millisecondsOf)
  .default(30_000, '30');

function millisecondsOf(text: string): number {
  const seconds = Number(text);
  if (seconds >= 1 && seconds <= 3600) return 1000 * seconds;
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
    .option('--dry-run', 'print what would be deployed, and change nothing')
    .addOption(TIMEOUT),
  async ({ env, public: meantPublic = [], dryRun, timeout, ...flags }) => {
    const { check } = await import('./check/check');
    const { printReport } = await import('./check/report');
    const { destination } = await import('./deploy/destination');
    const { filesToDeploy } = await import('./deploy/files');
    const { planFindings, planText } = await import('./deploy/plan');
    const { findTarget } = await import('./deploy/target');
    const { readSettings } = await import('./twilio/settings');
    const configuration = readConfiguration(env);
    const { credentials, variables } = configuration;
    const settings = readSettings();
    const to = destination(flags, configuration, settings);
    const notSet = missing(credentials);
    if (notSet) throw failure('deploy/no-credentials', notSet);
    const files = filesToDeploy(buildFunction(), meantPublic);
    const report = await check(configuration, { assetsFolder: ASSETS_FOLDER, meantPublic });
    printReport(report, { all: false, identities: isPersonal() });
    if (!isRight(report.findings)) throw failure('deploy/wrong');

    const client = await twilioClient(credentials, timeout);
    const target = await findTarget(client, to).catch((error) => {
      throw failure('deploy/stopped', asFailure(error).text);
    });
    const deployment = { to, target, files, variables, runtime: settings.runtime };
    console.log(`\n${planText(deployment)}`);
    const found = planFindings(deployment, report.hasPool, configuration.others);
    printFindings(found, { all: true, identities: false });
    console.log();
    if (!isRight(found)) throw failure('deploy/wrong');
    if (dryRun) {
      console.log('Nothing was deployed: --dry-run.');
      return true;
    }
    const { buildSid, domain } = await deployTelling(client, deployment);
    const url = `https://${domain}${CALLBACK_PATH}`;
    console.log(`
Twilio has deployed the build ${buildSid}.
Set this as the Outgoing Conversations Callback URL, in Frontline > Manage > Callbacks:
  ${url}

Ask it as Frontline does${credentials.AUTH_TOKEN ? '' : ' (set AUTH_TOKEN first: an API key cannot sign)'}:
  npm run callback -- --url ${url}${env ? ` --env ${shellWord(env)}` : ''}`);
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
  }).catch((error) => {
    throw asFailure(error);
  });
  process.off('exit', tellHowFar);
  return deployed;
}
