import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { check } from './check';
import { readConfiguration, withCredentials } from './configuration';
import { exitWithUsage, readFlags } from './flags';
import { paint } from './paint';

const CALLBACK_PATH = '/callbacks/outgoing-conversation';
const BUILT_FUNCTION = `dist/functions${CALLBACK_PATH}.protected.js`;

const USAGE = `npm run deploy -- [flags]

Builds the Function, checks the mapping, and only if nothing is wrong deploys both.

  --env FILE                     read variables and credentials from FILE (default: .env)
  --environment NAME             the suffix of the domain (default: dev)
  --production                   deploy to the domain without a suffix
  --service-name NAME            the Service's name (default: that of package.json)
  --override-existing-project    deploy to a Service that another clone of this project made
  --help                         print this`;

/** What `twilio-run deploy` reports, as far as it is needed here. */
const deployment = v.object({
  domain: v.string(),
  functions: v.array(v.object({ access: v.string(), path: v.string(), url: v.string() })),
  assets: v.array(v.object({ access: v.string(), path: v.string() })),
});

async function main(): Promise<void> {
  const flags = readFlags(USAGE, {
    env: { type: 'string' },
    environment: { type: 'string' },
    production: { type: 'boolean' },
    'service-name': { type: 'string' },
    'override-existing-project': { type: 'boolean' },
  });
  const { env, ...others } = flags;
  const configuration = await readConfiguration(env).catch((error) => exitWithUsage(error, USAGE));
  const { credentials } = configuration;
  if (!credentials.accountSid || !credentials.authToken) {
    return stop('Nothing was deployed. Set ACCOUNT_SID and AUTH_TOKEN in .env or the environment.');
  }
  // twilio-run would deploy nothing, and call it a success.
  if (!existsSync(BUILT_FUNCTION)) return stop(`${BUILT_FUNCTION} is missing: npm run build`);
  if (!(await check(configuration, 'assets'))) {
    return stop('Nothing was deployed. Fix what is wrong first.');
  }

  const args = Object.entries(others).map(([flag, value]) => `--${flag}=${value}`);
  const report = await withCredentials(env, (file) =>
    runDeploy([...args, ...(file ? [`--env=${file}`] : [])]),
  );
  if (report !== undefined) printNextSteps(report, env);
}

/** Runs the real command; gives its report, or nothing if it failed and said why. */
async function runDeploy(args: string[]): Promise<string | undefined> {
  const command = require.resolve('twilio-run/bin/twilio-run.js');
  const child = spawn(process.execPath, [command, 'deploy', '--output-format=json', ...args], {
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  const [report, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (exitCode === 0) return report;
  process.stdout.write(report);
  stop('Nothing was deployed. If the Service exists already: --override-existing-project');
  return undefined;
}

function printNextSteps(report: string, env: string | undefined): void {
  const { domain, functions, assets } = v.parse(deployment, JSON.parse(report));
  console.log(`Deployed to ${domain}:`);
  for (const { access, path } of [...functions, ...assets]) {
    console.log(`  ${access.padEnd(9)}  ${path}`);
  }
  const deployed = functions.find(({ path }) => path === CALLBACK_PATH);
  if (functions.length !== 1 || deployed?.access !== 'protected') {
    stop(`That is not one protected Function at ${CALLBACK_PATH}: check .twilioserverlessrc.`);
    return;
  }
  console.log(`
Set this as the Outgoing Conversations Callback URL, in Frontline > Manage > Callbacks:
  ${deployed.url}

See it answer as Frontline would:
  npm run callback -- --url ${deployed.url}${env ? ` --env ${env}` : ''}`);
}

function stop(reason: string): void {
  console.error(paint('red', `✘ ${reason}`, process.stderr));
  process.exitCode = 1;
}

main();
