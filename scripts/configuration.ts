import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
// What twilio-run itself reads .env with: another parser would see other values in it.
import { filterEnvVariablesForDeploy, readLocalEnvFile } from 'twilio-run/dist/config/utils/env';
import { ASSET_FILE } from '../src/asset';

/** What is needed to ask Twilio, and to sign a request as Twilio does. */
export interface Credentials {
  /** Empty if it is not set anywhere; so is the token. */
  accountSid: string;
  authToken: string;
}

/** What a deployment would give to the Function, and what the tools work with. */
export interface Configuration {
  /** The variables that are deployed: neither blank, nor credentials. */
  variables: Record<string, string>;
  credentials: Credentials;
}

/**
 * Reads the variables as `twilio-run` does.
 *
 * @param envFile The file's path from the current folder; without it `.env`, which may be missing.
 * @returns The configuration. Credentials that the file does not have come from the environment.
 * @throws Error if the file that was named does not exist.
 */
export async function readConfiguration(envFile: string | undefined): Promise<Configuration> {
  const { localEnv } = await readEnvFile(envFile);
  const deployed = Object.entries(filterEnvVariablesForDeploy(localEnv));
  return {
    variables: Object.fromEntries(deployed.map(([name, value]) => [name, `${value}`])),
    credentials: credentialsIn(localEnv),
  };
}

/**
 * Hands `twilio-run` a file of variables that has the credentials, which it reads from a file alone.
 *
 * @param envFile The file's path; without it `.env`.
 * @param run What needs the file. Gets the path if there is one to name: that of a copy, with
 *   credentials from the environment, if the file has none. The copy is removed afterwards.
 * @returns What `run` returns.
 */
export async function withCredentials<T>(
  envFile: string | undefined,
  run: (envFile: string | undefined) => Promise<T>,
): Promise<T> {
  const { localEnv, envPath } = await readEnvFile(envFile);
  const { accountSid, authToken } = credentialsIn(localEnv);
  if (accountSid === localEnv.ACCOUNT_SID && authToken === localEnv.AUTH_TOKEN) {
    return run(envFile);
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'frontline-deploy-'));
  try {
    const copy = path.join(folder, '.env');
    const text = existsSync(envPath) ? readFileSync(envPath, 'utf8') : '';
    const credentials = `ACCOUNT_SID=${accountSid}\nAUTH_TOKEN=${authToken}\n`;
    writeFileSync(copy, `${text}\n${credentials}`, { mode: 0o600 });
    return await run(copy);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Reads the private asset's text.
 *
 * @param assetsFolder The folder that is deployed.
 * @returns The text, without a byte order mark; nothing if there is no asset.
 * @throws Error if there is one that cannot be read.
 */
export function readAssetText(assetsFolder: string): string | undefined {
  const file = path.join(assetsFolder, ASSET_FILE);
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/^\uFEFF/, '') : undefined;
}

function credentialsIn(
  localEnv: Record<string, string | number | boolean | undefined>,
): Credentials {
  return {
    accountSid: `${localEnv.ACCOUNT_SID || process.env.ACCOUNT_SID || ''}`,
    authToken: `${localEnv.AUTH_TOKEN || process.env.AUTH_TOKEN || ''}`,
  };
}

function readEnvFile(envFile: string | undefined): ReturnType<typeof readLocalEnvFile> {
  return readLocalEnvFile({ cwd: process.cwd(), ...(envFile && { env: envFile }) });
}
