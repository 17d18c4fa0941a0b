import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ServerConfig } from '@twilio/runtime-handler/dev';
import { ASSET_FILE, ASSET_PATH } from '../../src/asset';
import { recordOf } from '../../src/record';
import { proxyOfSdk } from './network';
import { BUILT_FUNCTION, CALLBACK_PATH, PROJECT } from './project';

/** A running local Twilio runtime that serves the built Function. */
export interface LocalRuntime {
  /** Where the Function answers. */
  callbackUrl: string;
  /** The lines that the Function has logged so far, oldest first; the console does not show them. */
  logged: string[];
  /** Breaks every connection, and gives the console back. */
  stop(): Promise<void>;
}

/** What the local runtime serves. */
export interface LocalRuntimeOptions {
  /** The folder that holds the mapping. */
  assetsFolder: string;
  /** All variables of the Function. The user's own environment does not count. */
  variables?: Record<string, string>;
  /** The built Function; the project's by default. */
  functionFile?: string;
}

/**
 * Starts the server of `twilio-run start` in this process, on a free port. All runtimes of a
 * process share one instance of a Function, and the mapping that it has read. The newest runtime
 * decides the assets of all.
 *
 * @see https://github.com/twilio-labs/serverless-toolkit/tree/main/packages/runtime-handler
 */
export async function startLocalRuntime(options: LocalRuntimeOptions): Promise<LocalRuntime> {
  // Loaded only now, because it loads the SDK. That takes as long as the rest of a command.
  const { LocalDevelopmentServer } = await import('@twilio/runtime-handler/dev');
  Object.assign(process.env, proxyOfSdk());
  const logged: string[] = [];
  const log = (line: string) => void logged.push(line);
  const { warn, error } = console;
  Object.assign(console, { warn: log, error: log });
  const server = new LocalDevelopmentServer(0, serverConfig(options))
    .getApp()
    .listen(0, 'localhost');
  await once(server, 'listening');
  return {
    callbackUrl: `http://localhost:${recordOf(server.address()).port}${CALLBACK_PATH}`,
    logged,
    async stop() {
      Object.assign(console, { warn, error });
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function serverConfig({
  assetsFolder,
  functionFile = BUILT_FUNCTION,
  variables = {},
}: LocalRuntimeOptions): ServerConfig {
  const assetFile = path.resolve(PROJECT, assetsFolder, ASSET_FILE);
  const handler = { ...route(CALLBACK_PATH, functionFile), access: 'protected' } as const;
  const asset = { ...route(ASSET_PATH, assetFile), access: 'private' } as const;
  return {
    ...{ baseDir: PROJECT, env: variables, port: 0, url: '', appName: '', forkProcess: false },
    ...{ live: false, logs: false, detailedLogs: false, enableDebugLogs: false, legacyMode: false },
    routes: { functions: [handler], assets: existsSync(assetFile) ? [asset] : [] },
  };
}

/** A URL path and the file behind it. Only a deployment uses the name and the content. */
function route(urlPath: string, filePath: string) {
  return { path: urlPath, filePath, name: urlPath, content: '' };
}
