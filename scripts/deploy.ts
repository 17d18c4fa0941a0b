import type { DeployResult } from '@twilio-labs/serverless-api';
import { check, isRight } from './check/check';
import { printReport } from './check/report';
import { DOING, deployProject, type Step, whatHasChanged } from './deploy/deployment';
import { describeDeploymentFailure } from './deploy/failure';
import { areTheFunction, planText } from './deploy/plan';
import { findTarget } from './deploy/target';
import { runCommand, UsageError } from './terminal/command';
import { isPersonal } from './terminal/personal';
import { shellWord } from './terminal/shell-word';
import { buildFunction } from './twilio/build';
import { twilioClient } from './twilio/client';
import { type Configuration, isComplete, readConfiguration } from './twilio/configuration';
import { CALLBACK_PATH } from './twilio/project';
import {
  type DeploymentConfig,
  deploymentConfig,
  type ProjectFiles,
  projectFiles,
} from './twilio/twilio-run';

const USAGE = `npm run deploy -- [flags]

Builds the Function, checks the mapping, and only if nothing is wrong deploys both.

  --env FILE                     read variables and credentials from FILE (default: .env)
  --environment NAME             the suffix of the domain (default: dev)
  --production                   deploy to the domain without a suffix
  --service-name NAME            the Service's name (default: that of package.json)
  --override-existing-project    deploy to a Service that another clone of this project made
  --public FILE                  FILE of assets/ is meant to be public; may be given again
  --dry-run                      say what would be deployed, and change nothing
  --timeout SECONDS              give up after so long without an answer of Twilio (default: 30)
  --help                         print this`;

runCommand({
  usage: USAGE,
  flags: {
    env: { type: 'string' },
    environment: { type: 'string' },
    production: { type: 'boolean', default: false },
    'service-name': { type: 'string' },
    'override-existing-project': { type: 'boolean', default: false },
    public: { type: 'string', multiple: true, default: [] },
    'dry-run': { type: 'boolean', default: false },
    timeout: { type: 'string', default: '30' },
  },
  async run({ env, environment, production, ...flags }) {
    const timeoutMs = 1000 * Number(flags.timeout);
    if (!(timeoutMs > 0)) throw new UsageError('--timeout must be a number of seconds');
    if (production && environment !== undefined) {
      throw new UsageError('--production has no suffix: leave --environment out');
    }
    if (environment !== undefined && !/^[a-z0-9](-?[a-z0-9])*$/i.test(environment)) {
      throw new UsageError(
        '--environment must be letters, digits and single dashes: a part of a domain',
      );
    }
    const configuration = readConfiguration(env);
    if (!isComplete(configuration.credentials)) {
      throw notDeployed('Set ACCOUNT_SID and AUTH_TOKEN in .env or the environment.');
    }
    buildFunction();
    await expectRight(configuration, flags.public);
    const config = await deploymentConfig(configuration, {
      environment: environment ?? 'dev',
      production,
      overrideExistingProject: flags['override-existing-project'],
      ...(flags['service-name'] && { serviceName: flags['service-name'] }),
    });
    const files = await functionAndAssets(config);

    const client = await twilioClient(configuration.credentials, timeoutMs);
    const target = await findTarget(client, config).catch((error) => {
      throw notDeployed(describeDeploymentFailure(error));
    });
    console.log(`\n${planText(config, files, target)}\n`);
    if (flags['dry-run']) {
      console.log('Nothing was deployed: --dry-run.');
      return true;
    }
    const { domain } = await deploy(config, files, timeoutMs);
    printNextSteps(`https://${domain}${CALLBACK_PATH}`, env);
    return true;
  },
});

function notDeployed(why: string): Error {
  return new Error(`Nothing was deployed. ${why}`);
}

async function expectRight(configuration: Configuration, meantPublic: string[]): Promise<void> {
  const report = await check(configuration, { assetsFolder: 'assets', meantPublic });
  printReport(report, { all: false, personal: isPersonal() });
  if (isRight(report)) return;
  const isWrong = report.findings.some(({ level }) => level === 'error');
  throw notDeployed(isWrong ? 'Fix what is wrong first.' : 'Not all could be checked.');
}

async function functionAndAssets(config: DeploymentConfig): Promise<ProjectFiles> {
  const files = await projectFiles(config);
  if (areTheFunction(files.functions)) return files;
  throw notDeployed(
    `Check .twilioserverlessrc: it must lead to one Function, protected, at ${CALLBACK_PATH}.`,
  );
}

async function deploy(
  config: DeploymentConfig,
  files: ProjectFiles,
  timeoutMs: number,
): Promise<DeployResult> {
  console.log('Deploying:');
  let current: Step = 'reading-filesystem';
  const tellHowFar = () => {
    console.error(`Stopped while ${DOING[current]}. ${whatHasChanged(current)}`);
  };
  // Whatever ends it too early: a failure, Ctrl-C, a reader that has gone.
  process.once('exit', tellHowFar);
  try {
    const result = await deployProject(config, files, timeoutMs, (step) => {
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
  console.log(`
Deployed. Set this as the Outgoing Conversations Callback URL, in Frontline > Manage > Callbacks:
  ${url}

See it answer as Frontline would:
  npm run callback -- --url ${url}${env ? ` --env ${shellWord(env)}` : ''}`);
}
