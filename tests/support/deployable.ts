import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT } from '../../scripts/twilio/project';
import { checkout } from './checkout';
import { type Outcome, runScript, type Surroundings } from './run';
import { NUMBER, type ServerlessAccount, serverlessAccount } from './serverless-account';
import { CREDENTIALS } from './stand-in';

export const ASSET = '{ "chat": "front-desk" }';
export const ENV = `ACCOUNT_SID=${CREDENTIALS.ACCOUNT_SID}
AUTH_TOKEN=${CREDENTIALS.AUTH_TOKEN}
TWILIO_SMS_NUMBER=${NUMBER}
TWILIO_WHATSAPP_NUMBER=
`;

const SETTINGS = readFileSync(path.join(PROJECT, '.twilioserverlessrc'), 'utf8');

/** A checkout of the project, and an account to deploy it to. */
export interface Deployable {
  path: string;
  account: ServerlessAccount;
  /** Resets the checkout and the account. Call it before each test. */
  reset(): Promise<void>;
  /** Writes a file of the checkout. */
  write(name: string, text: string): Promise<void>;
  surroundings(environment?: Record<string, string>): Surroundings;
  deploy(flags?: string[], environment?: Record<string, string>): Promise<Outcome>;
  remove(): Promise<void>;
}

/** Makes a checkout that can be deployed, with `.env`, an asset, and an empty account. */
export async function deployable(): Promise<Deployable> {
  const project = await checkout();
  const account = await serverlessAccount();
  const all: Deployable = {
    path: project.path,
    account,
    async reset() {
      account.empty();
      for (const name of ['assets', 'dist/functions']) {
        await rm(path.join(project.path, name), { recursive: true, force: true });
      }
      await rm(path.join(project.path, '.twiliodeployinfo'), { force: true });
      await all.write('.twilioserverlessrc', SETTINGS);
      await all.write('assets/proxy-addresses.private.json', ASSET);
      await all.write('.env', ENV);
    },
    async write(name, text) {
      const file = path.join(project.path, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    },
    surroundings: (environment = {}) => ({
      cwd: project.path,
      environment: { ...account.twilio.environment, ...environment },
    }),
    deploy: (flags = [], environment = {}) =>
      runScript('deploy', flags, all.surroundings(environment)),
    async remove() {
      await account.twilio.close();
      await project.remove();
    },
  };
  return all;
}
