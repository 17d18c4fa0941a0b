import { existsSync } from 'node:fs';
import path from 'node:path';
// twilio-run reads .env with the same version. Another version would read other values.
import { parse } from 'dotenv';
import { ASSET_FILE } from '../../src/asset';
import { isReadByFunction } from '../mapping/variables';
import { UsageError } from '../terminal/command';
import { failure } from '../terminal/finding';
import { isMisread, readFile } from './file';

/** The names of twilio-run, then those of Twilio's SDK and CLI. */
const ACCOUNT_SIDS = ['ACCOUNT_SID', 'TWILIO_ACCOUNT_SID'];
const AUTH_TOKENS = ['AUTH_TOKEN', 'TWILIO_AUTH_TOKEN'];

/**
 * The variables that hold the credentials. They are never deployed.
 *
 * @see https://www.twilio.com/docs/twilio-cli/general-usage
 */
export const CREDENTIALS = [...ACCOUNT_SIDS, ...AUTH_TOKENS, 'TWILIO_API_KEY', 'TWILIO_API_SECRET'];

/**
 * What a request to Twilio needs: the account, and a token or an API key. Only the token signs a
 * request as Twilio does. What is not set anywhere is empty.
 *
 * @see https://www.twilio.com/docs/iam/api-keys
 */
export interface Credentials {
  ACCOUNT_SID: string;
  AUTH_TOKEN: string;
  TWILIO_API_KEY?: string;
  TWILIO_API_SECRET?: string;
}

/** One line of the file of variables. */
export interface EnvLine {
  number: number;
  text: string;
  /** The variable that the line sets, if it sets any. */
  name?: string;
  value?: string;
}

/** What a deployment would give to the Function, and what the commands need. */
export interface Configuration {
  /** The variables that are deployed: those that the Function reads, and that are not blank. */
  variables: Record<string, string>;
  /** The other variables that are not blank. `npm run deploy` does not deploy them. */
  others?: Record<string, string>;
  credentials: Credentials;
  /** Where the account's SID is set. */
  accountFrom: string;
  /** Where the variables come from. */
  envFile: { name: string; lines: EnvLine[] };
}

/**
 * Reads the variables as `twilio-run` does. Credentials that are missing in the file come from the
 * environment.
 *
 * @param envFile The file's path from the current folder. The default is `.env`, which may be
 *   missing.
 * @throws UsageError if the named file does not exist. Failure if the file is not UTF-8, or if it
 *   has .txt behind its name.
 */
export function readConfiguration(envFile: string | undefined): Configuration {
  const name = envFile || '.env';
  const file = path.resolve(name);
  const isThere = existsSync(file);
  // Windows hides the extension that its editor has added.
  if (!isThere && existsSync(`${file}.txt`)) throw failure('env/misnamed', name);
  if (envFile && !isThere) throw new UsageError(`There is no file ${file}. Check --env.`);
  const text = isThere ? `${readFile(file)}` : '';
  if (isMisread(text)) throw failure('env/encoding', name);
  const set = parse(text);
  const find = (...names: string[]) => firstOf(names, set) || firstOf(names, process.env);
  const isTokenInFile = firstOf(AUTH_TOKENS, set) !== '';
  const own = Object.entries(set).filter(
    ([name, value]) => value !== '' && !CREDENTIALS.includes(name),
  );
  return {
    variables: Object.fromEntries(own.filter(([name]) => isReadByFunction(name))),
    others: Object.fromEntries(own.filter(([name]) => !isReadByFunction(name))),
    credentials: {
      ACCOUNT_SID: find(...ACCOUNT_SIDS),
      AUTH_TOKEN: find(...AUTH_TOKENS),
      // A key in the shell may be another account's than a token in the file.
      TWILIO_API_KEY: isTokenInFile ? (set.TWILIO_API_KEY ?? '') : find('TWILIO_API_KEY'),
      TWILIO_API_SECRET: find('TWILIO_API_SECRET'),
    },
    accountFrom: firstOf(ACCOUNT_SIDS, set) ? name : 'the environment',
    envFile: { name, lines: text.split(/\r?\n/).map(envLine) },
  };
}

function firstOf(names: string[], set: Record<string, string | undefined>): string {
  return names.map((name) => set[name]).find((value) => value) ?? '';
}

function envLine(text: string, index: number): EnvLine {
  const [[name, value] = []] = Object.entries(parse(text));
  return { number: index + 1, text, ...(name !== undefined && { name, value: value ?? '' }) };
}

/** What a Function that runs here finds in its context: as on Twilio, the token and no API key. */
export function contextOf({ variables, credentials }: Configuration): Record<string, string> {
  const { ACCOUNT_SID, AUTH_TOKEN } = credentials;
  return { ...variables, ACCOUNT_SID, AUTH_TOKEN };
}

/**
 * Reads the private asset's text, without a byte order mark; undefined if there is no asset.
 *
 * @throws Error if the asset cannot be read.
 */
export function readAssetText(assetsFolder: string): string | undefined {
  const file = path.join(assetsFolder, ASSET_FILE);
  return existsSync(file) ? `${readFile(file)}`.replace(/^\uFEFF/, '') : undefined;
}

/**
 * Reads the private asset's text as `readAssetText` does.
 *
 * @throws Error if there is no asset, or if it cannot be read.
 */
export function demandAssetText(assetsFolder: string): string {
  const text = readAssetText(assetsFolder);
  if (text === undefined) throw new Error(`There is no ${ASSET_FILE} in ${assetsFolder}.`);
  return text;
}
