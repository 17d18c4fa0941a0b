import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { createServer } from 'node:http';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import type { ServerConfig } from '@twilio/runtime-handler/dev';
import { ASSET_FILE, ASSET_PATH } from '../../src/asset';
import { recordOf } from '../../src/record';
import { failure } from '../terminal/finding';
import { buildFunction } from './build';
import { type Configuration, contextOf } from './configuration';
import { isPipe } from './file';
import { proxyOfSdk } from './network';
import { BUILT_FUNCTION, CALLBACK_PATH, PROJECT } from './project';

const inProject = createRequire(path.join(PROJECT, 'package.json'));
const loaded = inProject.cache;

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
  /** The port; any free port by default. */
  port?: number;
  /**
   * Gets a line for each request. The runtime then reads the Function and the mapping again for each
   * request, and the console shows what the Function logs.
   */
  onRequest?: (line: string) => void;
}

/**
 * Starts the server of `twilio-run start` in this process. Only this machine reaches it, because
 * nothing checks signatures. All runtimes of a process share one instance of a Function, and the
 * mapping that it has read.
 *
 * @throws Error if the port is taken: EADDRINUSE.
 * @see https://github.com/twilio-labs/serverless-toolkit/tree/main/packages/runtime-handler
 */
export async function startLocalRuntime(options: LocalRuntimeOptions): Promise<LocalRuntime> {
  const { onRequest, port = 0 } = options;
  const runtime = await makeRuntime(options);
  const logged: string[] = [];
  const log = (line: string) => void logged.push(line);
  const { warn, error } = console;
  if (!onRequest) Object.assign(console, { warn: log, error: log });
  if (onRequest) runtime.on('request-log', onRequest);
  const server = createServer((request, response) => {
    // The Function may have been built again. The mapping may have changed, come or gone.
    if (onRequest) delete loaded[realpathSync(BUILT_FUNCTION)];
    runtime.update(routesOf(options));
    runtime.getApp()(request, response);
  }).listen(port, '127.0.0.1');
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

/** Finds the Function at a URL; without one, serves it here, as it is built and with this mapping. */
export async function functionAt(
  url: URL | undefined,
  assetsFolder: string,
  configuration: Configuration,
): Promise<LocalRuntime> {
  if (url) return { callbackUrl: url.href, logged: [], async stop() {} };
  const variables = contextOf(configuration);
  return startLocalRuntime({ assetsFolder, variables, functionFile: buildFunction() });
}

async function makeRuntime(options: LocalRuntimeOptions) {
  // Loaded only now, because loading it takes as long as the rest of a command.
  const { LocalDevelopmentServer } = await import('@twilio/runtime-handler/dev');
  Object.assign(process.env, proxyOfSdk());
  const assetFile = assetFileOf(options);
  if (isPipe(assetFile)) throw failure('file/pipe', assetFile);
  const env = options.variables ?? {};
  const config = {
    ...{ baseDir: PROJECT, env, port: 0, url: '', appName: '', routes: routesOf(options) },
    ...{ logs: Boolean(options.onRequest), detailedLogs: false, enableDebugLogs: false },
    ...{ forkProcess: false, live: false, legacyMode: false },
  };
  return withoutSdk(() => new LocalDevelopmentServer(0, config));
}

/**
 * Makes a runtime without Twilio's SDK. The runtime loads the SDK at once, which takes longer than
 * all the rest, and needs only these classes. It loads the SDK again once the Function asks for a
 * client.
 *
 * @see https://nodejs.org/api/modules.html#requirecache
 */
function withoutSdk<Runtime>(make: () => Runtime): Runtime {
  const file = inProject.resolve('twilio');
  if (loaded[file]) return make();
  class Twilio {}
  const twiml = { VoiceResponse: Twilio, MessagingResponse: Twilio, FaxResponse: Twilio };
  loaded[file] = Object.assign(new Module(file), { exports: { Twilio, twiml }, loaded: true });
  try {
    return make();
  } finally {
    delete loaded[file];
  }
}

function assetFileOf({ assetsFolder }: LocalRuntimeOptions): string {
  return path.resolve(PROJECT, assetsFolder, ASSET_FILE);
}

function routesOf(options: LocalRuntimeOptions): ServerConfig['routes'] {
  const functions = [route(CALLBACK_PATH, options.functionFile ?? BUILT_FUNCTION, 'protected')];
  const file = assetFileOf(options);
  return { functions, assets: existsSync(file) ? [route(ASSET_PATH, file, 'private')] : [] };
}

/** A URL path and the file behind it. Only a deployment uses the name and the content. */
function route(urlPath: string, filePath: string, access: 'protected' | 'private') {
  return { path: urlPath, filePath, access, name: urlPath, content: '' };
}
