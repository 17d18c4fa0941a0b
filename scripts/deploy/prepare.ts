import { check } from '../check/check';
import { printReport } from '../check/report';
import { UsageError } from '../terminal/command';
import { failure, isRight } from '../terminal/finding';
import { printFindings, readingOf } from '../terminal/print';
import { buildFunction } from '../twilio/build';
import { asFailure, twilioClient } from '../twilio/client';
import { readConfiguration } from '../twilio/configuration';
import { ASSETS_FOLDER } from '../twilio/project';
import { readSettings } from '../twilio/settings';
import type { Deployment } from './deployment';
import { type DestinationFlags, destination } from './destination';
import { filesToDeploy } from './files';
import { planFindings, planText, withoutEffect } from './plan';
import { findTarget } from './target';

/** The flags of a deployment. */
interface DeployFlags extends DestinationFlags {
  public?: string[] | undefined;
  /** The variables to delete on Twilio. */
  unset?: string[] | undefined;
  /** The longest time for each answer of Twilio, in seconds. */
  timeout: number;
}

/**
 * Builds and checks what is to be deployed, and reads what Twilio has. Prints the report of the
 * check, and the plan. It changes nothing on Twilio.
 *
 * @returns The deployment, and what is known of it.
 * @throws UsageError for flags that contradict each other or `.env`. Failure if the check has found
 *   an error, or if Twilio cannot be asked.
 */
export async function prepare(flags: DeployFlags) {
  const { env, public: meantPublic = [], unset = [], timeout } = flags;
  const configuration = readConfiguration(env);
  const { credentials, variables, envFile } = configuration;
  const settings = readSettings();
  const to = destination(flags, configuration, settings);
  const set = unset.find((name) => variables[name] !== undefined);
  if (set) throw new UsageError(`--unset ${set}: ${envFile.name} sets it. Blank it there first.`);
  const client = await twilioClient(credentials, 1000 * timeout).catch(stop);
  const files = filesToDeploy(buildFunction(), meantPublic);
  const report = await check(configuration, { assetsFolder: ASSETS_FOLDER, meantPublic });
  printReport(report, readingOf({}));
  if (!isRight(report.findings)) throw failure('deploy/wrong');

  const target = await findTarget(client, to).catch(stop);
  const deployment: Deployment = { to, target, files, variables, unset, runtime: settings.runtime };
  console.log(`\n${planText(deployment)}`);
  const found = planFindings(deployment, report.hasPool, configuration.others);
  printFindings([...found, ...withoutEffect(deployment)], readingOf({ all: true }));
  console.log();
  if (!isRight(found)) throw failure('deploy/wrong');
  return { client, deployment, configuration };
}

function stop(error: unknown): never {
  throw failure('deploy/stopped', asFailure(error).text);
}
