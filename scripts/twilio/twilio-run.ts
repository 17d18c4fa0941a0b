import { existsSync } from 'node:fs';
import { devNull } from 'node:os';
import path from 'node:path';
// Its command line is all that is public of twilio-run. But that takes the auth token from a file, or as
// an argument that every process can read; and what it finds in .twilioserverlessrc, package.json and
// .twiliodeployinfo has to be found here in the same way. Its version is exact, and the tests deploy.
import type { DeployResult } from '@twilio-labs/serverless-api';
import { recordOf } from '../../src/record';
import type { Configuration } from './configuration';

/** Where a deployment goes, as the flags of `twilio-run deploy` name it. */
export interface Target {
  environment: string;
  production: boolean;
  serviceName?: string;
  overrideExistingProject: boolean;
}

/** All that a deployment needs to know but its files. */
export type DeploymentConfig = import('twilio-run/dist/config/deploy').DeployLocalProjectConfig;

/** What a deployment uploads: files with their contents, visibility and URL path. */
export type ProjectFiles = import('@twilio-labs/serverless-api').DirectoryContent;

/**
 * Makes the configuration that `twilio-run deploy` would deploy this project with.
 *
 * @see https://github.com/twilio-labs/serverless-toolkit/tree/main/packages/twilio-run
 */
export async function deploymentConfig(
  { variables, credentials }: Configuration,
  target: Target,
): Promise<DeploymentConfig> {
  const { getConfigFromFlags } = await import('twilio-run/dist/config/deploy.js');
  const config = await getConfigFromFlags({
    ...{ _: [], $0: '', logLevel: 'info', config: '', cwd: process.cwd() },
    ...{ functions: true, assets: true, force: false, loadSystemEnv: false },
    ...target,
    username: credentials.accountSid,
    password: credentials.authToken,
    // The variables are read already.
    env: devNull,
  });
  return { ...config, env: variables };
}

/** Reads the files that `twilio-run deploy` would upload. */
export async function projectFiles({
  cwd,
  functionsFolderName,
  assetsFolderName,
}: DeploymentConfig): Promise<ProjectFiles> {
  const { getListOfFunctionsAndAssets } = await import(
    '@twilio-labs/serverless-api/dist/utils/fs.js'
  );
  return getListOfFunctionsAndAssets(cwd, {
    ...(functionsFolderName && { functionsFolderNames: [functionsFolderName] }),
    ...(assetsFolderName && { assetsFolderNames: [assetsFolderName] }),
  });
}

/** A file of the assets folder, and what a deployment would make of it. */
export interface AssetFile {
  /** Its path from the assets folder, and its whole path. */
  name: string;
  path: string;
  access?: 'private' | 'protected' | 'public';
  urlPath?: string;
  /** Why it cannot be deployed. */
  fault?: string;
}

/** Lists the files that a deployment would upload from a folder, by what decides it there: links are followed. */
export async function assetFiles(folder: string): Promise<AssetFile[]> {
  if (!existsSync(folder)) return [];
  const { getDirContent, getPathAndAccessFromFileInfo } = await import(
    '@twilio-labs/serverless-api/dist/utils/fs.js'
  );
  const root = path.resolve(folder);
  const files = await getDirContent(root).catch((error: unknown) => {
    const { code, path: link } = recordOf(error);
    if (code !== 'ENOENT') throw error;
    return `${link}`;
  });
  // It looks for what each link leads to, and gives up at the first that leads nowhere.
  if (typeof files === 'string') {
    return [{ name: path.relative(root, files), path: files, fault: 'it leads nowhere' }];
  }
  return files.map((file) => {
    try {
      const { access, path: urlPath } = getPathAndAccessFromFileInfo(file);
      return { ...file, access, urlPath };
    } catch (error) {
      return { ...file, fault: error instanceof Error ? error.message : `${error}` };
    }
  });
}

/** Notes in `.twiliodeployinfo` which Service is this clone's, as `twilio-run deploy` does. */
export async function noteDeployment(
  { cwd, username, region }: DeploymentConfig,
  { serviceSid, buildSid }: DeployResult,
): Promise<void> {
  const { saveLatestDeploymentData } = await import('twilio-run/dist/serverless-api/utils.js');
  return saveLatestDeploymentData(cwd, serviceSid, buildSid, username, region);
}
