import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type Answer,
  CREDENTIALS,
  type RecordedRequest,
  type StandIn,
  startTwilioStandIn,
} from '../../scripts/stand-in/twilio';
import { PROJECT } from '../../scripts/twilio/project';
import { accountApi } from './account-api';
import { checkout } from './checkout';
import { type Outcome, runScript, type Surroundings } from './run';
import { type ServerlessApi, serverlessApi } from './serverless-api';

/** The one number of the account, as long as no test gives it others. */
export const NUMBER = '+14155551234';
/** The name of the project, and so of its Service. */
export const NAME = 'frontline-outgoing-conversation';
export const ASSET = '{ "chat": "front-desk" }';
export const ENV = `ACCOUNT_SID=${CREDENTIALS.ACCOUNT_SID}
AUTH_TOKEN=${CREDENTIALS.AUTH_TOKEN}
TWILIO_SMS_NUMBER=${NUMBER}
TWILIO_WHATSAPP_NUMBER=
`;

const SETTINGS = readFileSync(path.join(PROJECT, '.twilioserverlessrc'), 'utf8');

/** Decides whether Twilio answers a request otherwise than it would; nothing if not. */
export type Instead = (request: RecordedRequest) => Answer | undefined;

/** A checkout of the project, and an account to deploy it to. */
export interface Deployable {
  path: string;
  twilio: StandIn;
  serverless: ServerlessApi;
  /** The numbers that the account has. */
  numbers: string[];
  instead: Instead;
  /** Makes both as they were: for each test. */
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
  const twilio = await startTwilioStandIn((request) => {
    const answer = all.instead(request);
    if (answer) return answer;
    if (request.host.startsWith('serverless')) return all.serverless.answer(request);
    const numbers = all.numbers.map((number) => [number, true]);
    return accountApi({ numbers: [Object.fromEntries(numbers)] })(request);
  });
  const all: Deployable = {
    path: project.path,
    twilio,
    serverless: serverlessApi(),
    numbers: [NUMBER],
    instead: () => undefined,
    async reset() {
      twilio.requests.length = 0;
      all.serverless = serverlessApi();
      all.numbers = [NUMBER];
      all.instead = () => undefined;
      for (const name of ['assets', 'dist']) {
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
      environment: { ...twilio.environment, ...environment },
    }),
    deploy: (flags = [], environment = {}) =>
      runScript('deploy', flags, all.surroundings(environment)),
    async remove() {
      await twilio.close();
      await project.remove();
    },
  };
  return all;
}
