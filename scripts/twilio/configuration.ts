import { existsSync } from 'node:fs';
import path from 'node:path';
// The version that twilio-run reads .env with: another would see other values in it.
import { parse } from 'dotenv';
import { ASSET_FILE } from '../../src/asset';
import { UsageError } from '../terminal/command';
import { failure } from '../terminal/finding';
import { readFile } from './file';

/** The names of twilio-run, then those of Twilio's SDK and CLI. */
const ACCOUNT_SIDS = ['ACCOUNT_SID', 'TWILIO_ACCOUNT_SID'];
const AUTH_TOKENS = ['AUTH_TOKEN', 'TWILIO_AUTH_TOKEN'];

/** What is needed to ask Twilio, and to sign a request as Twilio does. */
export interface Credentials {
  /** Empty if it is not set anywhere; so is the token. */
  accountSid: string;
  authToken: string;
}

/** One line of the file of variables. */
export interface EnvLine {
  number: number;
  text: string;
  /** What it sets, if it sets anything. */
  name?: string;
  value?: string;
}

/** Whether Twilio can be asked with them. */
export function isComplete({ accountSid, authToken }: Credentials): boolean {
  return accountSid !== '' && authToken !== '';
}

/** What a deployment would give to the Function, and what the tools work with. */
export interface Configuration {
  /** The variables that are deployed: neither blank, nor credentials. */
  variables: Record<string, string>;
  credentials: Credentials;
  /** Where the account's SID is set. */
  accountFrom: string;
  /** Where the variables come from. */
  envFile: { name: string; lines: EnvLine[] };
}

/**
 * Reads the variables as `twilio-run` does. Credentials that the file does not have come from the
 * environment.
 *
 * @param envFile The file's path from the current folder; without it `.env`, which may be missing.
 * @throws UsageError if the file that was named does not exist, Failure if it is not UTF-8.
 */
export function readConfiguration(envFile: string | undefined): Configuration {
  const text = readEnvFile(envFile);
  // What another encoding leaves behind where it is read as UTF-8.
  if (/[\0\uFFFD]/.test(text)) throw failure('env/encoding', envFile ?? '.env');
  const set = parse(text);
  const name = envFile ?? '.env';
  return {
    variables: Object.fromEntries(
      Object.entries(set).filter(([name, value]) => value !== '' && !isCredential(name)),
    ),
    credentials: {
      accountSid: firstOf(ACCOUNT_SIDS, set) || firstOf(ACCOUNT_SIDS, process.env),
      authToken: firstOf(AUTH_TOKENS, set) || firstOf(AUTH_TOKENS, process.env),
    },
    accountFrom: firstOf(ACCOUNT_SIDS, set) ? name : 'the environment',
    envFile: { name, lines: text.split('\n').map(envLine) },
  };
}

/** What the Function finds in its context, as Twilio's cloud would put it there. */
export function givenToFunction({
  variables,
  credentials: { accountSid, authToken },
}: Configuration): Record<string, string> {
  return { ...variables, ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken };
}

/** Whether a variable is a credential: those that this project reads are never deployed. */
export function isCredential(name: string): boolean {
  return [...ACCOUNT_SIDS, ...AUTH_TOKENS].includes(name);
}

function firstOf(names: string[], set: Record<string, string | undefined>): string {
  return names.map((name) => set[name]).find((value) => value) ?? '';
}

function envLine(text: string, index: number): EnvLine {
  const [[name, value] = []] = Object.entries(parse(text));
  return { number: index + 1, text, ...(name !== undefined && { name, value: value ?? '' }) };
}

/**
 * Reads the private asset's text, without a byte order mark; nothing if there is no asset.
 *
 * @throws Error if there is one that cannot be read.
 */
export function readAssetText(assetsFolder: string): string | undefined {
  const file = path.join(assetsFolder, ASSET_FILE);
  return existsSync(file) ? `${readFile(file)}`.replace(/^\uFEFF/, '') : undefined;
}

function readEnvFile(envFile = ''): string {
  const file = path.resolve(envFile || '.env');
  if (!existsSync(file)) {
    if (envFile) throw new UsageError(`There is no file ${file}. Check --env.`);
    return '';
  }
  return `${readFile(file)}`;
}
