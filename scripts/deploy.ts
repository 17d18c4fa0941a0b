import { check, isRight } from './check/check';
import { oversizedContext } from './check/limits';
import { printReport } from './check/report';
import { type Deployment, deploy } from './deploy/deployment';
import { destination } from './deploy/destination';
import { describeDeploymentFailure } from './deploy/failure';
import { filesToDeploy } from './deploy/files';
import { planText } from './deploy/plan';
import { DOING, type Step, whatHasChanged } from './deploy/step';
import { findTarget } from './deploy/target';
import { uploader } from './deploy/upload';
import { runCommand, UsageError } from './terminal/command';
import { isPersonal } from './terminal/personal';
import { shellWord } from './terminal/shell-word';
import { buildFunction } from './twilio/build';
import { twilioClient } from './twilio/client';
import { type Configuration, isComplete, readConfiguration } from './twilio/configuration';
import { ASSETS_FOLDER, CALLBACK_PATH } from './twilio/project';
import { readSettings } from './twilio/settings';

const USAGE = `npm run deploy -- [flags]

Builds the Function, checks the mapping, and only if nothing is wrong deploys both.

  --env FILE             read variables and credentials from FILE (default: .env)
  --environment NAME     the suffix of the domain (default: dev)
  --production           deploy to the domain without a suffix
  --service-name NAME    the Service's name (default: that of package.json)
  --public FILE          deploy FILE of assets/ too, for everybody to read; may be given again
  --dry-run              say what would be deployed, and change nothing
  --timeout SECONDS      give up after so long without an answer of Twilio (default: 30)
  --help                 print this`;

runCommand({
  usage: USAGE,
  flags: {
    env: { type: 'string' },
    environment: { type: 'string' },
    production: { type: 'boolean', default: false },
    'service-name': { type: 'string' },
    public: { type: 'string', multiple: true, default: [] },
    'dry-run': { type: 'boolean', default: false },
    timeout: { type: 'string', default: '30' },
  },
  async run({ env, environment, production, 'service-name': serviceName, ...flags }) {
    const timeoutMs = 1000 * Number(flags.timeout);
    if (!(timeoutMs > 0)) throw new UsageError('--timeout must be a number of seconds');
    const configuration = readConfiguration(env);
    const { credentials, variables } = configuration;
    const settings = readSettings();
    const to = destination({ environment, production, serviceName }, configuration, settings);
    if (!isComplete(credentials)) {
      throw notDeployed('Set ACCOUNT_SID and AUTH_TOKEN in .env or the environment.');
    }
    buildFunction();
    const files = filesToDeploy(flags.public);
    const hasPool = await expectRight(configuration, flags.public);

    const client = await twilioClient(credentials, timeoutMs);
    const target = await findTarget(client, to).catch((error) => {
      throw notDeployed(describeDeploymentFailure(error));
    });
    const deployment = { to, target, files, variables, runtime: settings.runtime };
    console.log(`\n${planText(deployment, hasPool)}\n`);
    expectToFit(deployment);
    if (flags['dry-run']) {
      console.log('Nothing was deployed: --dry-run.');
      return true;
    }
    const upload = await uploader(client, credentials, timeoutMs);
    const { buildSid, domain } = await telling((tell) => deploy(client, upload, deployment, tell));
    console.log(`\nTwilio has deployed the build ${buildSid}.`);
    printNextSteps(`https://${domain}${CALLBACK_PATH}`, env);
    return true;
  },
});

function notDeployed(why: string): Error {
  return new Error(`Nothing was deployed. ${why}`);
}

/** Checks, and tells whether the Function ever has a choice. */
async function expectRight(configuration: Configuration, meantPublic: string[]): Promise<boolean> {
  const report = await check(configuration, { assetsFolder: ASSETS_FOLDER, meantPublic });
  printReport(report, { all: false, personal: isPersonal() });
  if (isRight(report)) return report.hasPool;
  const isWrong = report.findings.some(({ level }) => level === 'error');
  throw notDeployed(isWrong ? 'Fix what is wrong first.' : 'Not all could be checked.');
}

/** What is on Twilio still takes its room too. */
function expectToFit({ target, variables }: Deployment): void {
  const there = [...target.variables].map(([key, { value }]) => [key, value]);
  const [excess] = oversizedContext({ ...Object.fromEntries(there), ...variables });
  if (excess?.level !== 'error') return;
  throw notDeployed(`The variables that are on Twilio then ${excess.text}.`);
}

/** Does it, and says how far it came if it does not end well: a failure, Ctrl-C, a reader that has gone. */
async function telling<T>(work: (tell: (step: Step) => void) => Promise<T>): Promise<T> {
  console.log('Deploying:');
  let current: Step = 'service';
  const tellHowFar = () => {
    console.error(`Stopped while ${DOING[current]}. ${whatHasChanged(current)}`);
  };
  process.once('exit', tellHowFar);
  try {
    const result = await work((step) => {
      current = step;
      console.log(`  ${DOING[step]}`);
    });
    process.off('exit', tellHowFar);
    return result;
  } catch (error) {
    throw new Error(describeDeploymentFailure(error));
  }
}

function printNextSteps(url: string, env?: string): void {
  console.log(`Set this as the Outgoing Conversations Callback URL, in Frontline > Manage > Callbacks:
  ${url}

See it answer as Frontline would:
  npm run callback -- --url ${url}${env ? ` --env ${shellWord(env)}` : ''}`);
}
