import { Console } from 'node:console';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import tls from 'node:tls';
import { runInThisContext } from 'node:vm';

/** What a command printed, and how it ended. */
export interface Outcome {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/**
 * The globals of Node.js itself. Jest gives the tests of each file globals of their own, and loads
 * every module again for them. Out here, Twilio's SDK is loaded once.
 *
 * @see https://nodejs.org/api/vm.html#vmruninthiscontextcode-options
 */
const node: typeof globalThis = runInThisContext('globalThis');
const real = node.process;
const { createRequire } = real.getBuiltinModule('node:module');

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a Node.js program to its end in this process, because a process of its own takes ten times
 * as long. The program gets a process object of its own, this folder and these variables. One
 * program after another runs, because they are this process's folder and variables.
 *
 * What only a process can show needs one: signals, a terminal, what is left of a program.
 *
 * @param args The program's file, and its flags.
 */
export function runHere(
  args: string[],
  cwd: string,
  environment: Record<string, string>,
): Promise<Outcome> {
  const outcome = last.then(() => runAlone(args, cwd, environment));
  last = outcome.catch(() => {});
  return outcome;
}

async function runAlone(
  [program = '', ...flags]: string[],
  cwd: string,
  environment: Record<string, string>,
): Promise<Outcome> {
  const file = path.resolve(cwd, program);
  const stdout = new Printed();
  const stderr = new Printed();
  const giveBack = [
    lendVariables(environment),
    lendFolder(cwd),
    trust(environment),
    lend(real, { argv: [real.execPath, file, ...flags], stdin: new PassThrough(), stdout, stderr }),
    keepGlobals(),
    lend(node, { console: new Console(stdout, stderr) }),
    lend(node.Error, { prepareStackTrace: undefined }),
  ];
  try {
    const exitCode = await new Promise<number>((ended, failed) => {
      const played = playProcess(ended);
      const tell = (reason: unknown) =>
        played.emit('unhandledRejection', reason, Promise.resolve());
      real.on('unhandledRejection', tell);
      giveBack.push(lend(node, { process: played }), () => real.off('unhandledRejection', tell));
      try {
        load(file);
      } catch (error) {
        // A program that has called process.exit already goes on here, and fails in vain.
        failed(error);
      }
    });
    return { exitCode, stdout: stdout.text, stderr: stderr.text };
  } finally {
    for (const give of giveBack.reverse()) give();
  }
}

/**
 * Loads a program and its own files as if for the first time. Packages stay loaded, but not esbuild:
 * it runs in the folder where it was loaded, which may be gone.
 */
function load(file: string): void {
  const loading = createRequire(file);
  for (const name of Object.keys(loading.cache)) {
    if (!/\/node_modules\/(?!esbuild\/)/.test(name)) delete loading.cache[name];
  }
  loading(file);
}

/** What a program prints. */
class Printed extends Writable {
  text = '';

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk;
    done();
  }
}

/**
 * A process that ends when the program sets its exit code, which a command does last. It hears no
 * signal, and its listeners end with it.
 */
function playProcess(ended: (exitCode: number) => void): NodeJS.Process {
  let isOver = false;
  const exit = (exitCode = 0) => {
    if (isOver) return;
    isOver = true;
    played.emit('exit', exitCode);
    ended(exitCode);
  };
  const played = Object.create(real, {
    exit: { value: exit },
    exitCode: { get: () => undefined, set: exit },
  });
  Reflect.apply(EventEmitter, played, []);
  return played;
}

/** Replaces properties of an object until they are given back. */
function lend(object: object, properties: object): () => void {
  const before = Object.entries(Object.getOwnPropertyDescriptors(object)).filter(
    ([name]) => name in properties,
  );
  for (const [name, value] of Object.entries(properties)) {
    Object.defineProperty(object, name, { value, configurable: true, writable: true });
  }
  return () => {
    for (const name of Object.keys(properties)) Reflect.deleteProperty(object, name);
    Object.defineProperties(object, Object.fromEntries(before));
  };
}

/** Undoes what a program changes of the globals: the local runtime has a Response of its own. */
function keepGlobals(): () => void {
  const before = Object.getOwnPropertyDescriptors(node);
  return () => {
    for (const name of Object.getOwnPropertyNames(node)) {
      if (!(name in before)) Reflect.deleteProperty(node, name);
    }
    Object.defineProperties(node, before);
  };
}

/** Replaces all variables of this process, which its children get too. */
function lendVariables(environment: object): () => void {
  const before = { ...real.env };
  const set = (variables: object) => {
    for (const name of Object.keys(real.env)) delete real.env[name];
    Object.assign(real.env, variables);
  };
  set(environment);
  return () => set(before);
}

function lendFolder(cwd: string): () => void {
  const before = real.cwd();
  real.chdir(cwd);
  return () => real.chdir(before);
}

/**
 * Trusts what `NODE_EXTRA_CA_CERTS` names, which Node.js reads only at its start.
 *
 * @see https://nodejs.org/api/cli.html#node_extra_ca_certsfile
 */
function trust(environment: { NODE_EXTRA_CA_CERTS?: string }): () => void {
  const { NODE_EXTRA_CA_CERTS: file } = environment;
  if (!file) return () => {};
  const ca = readFileSync(file);
  const { createSecureContext } = tls;
  return lend(tls, {
    createSecureContext: (options?: tls.SecureContextOptions) =>
      createSecureContext({ ca, ...options }),
  });
}
