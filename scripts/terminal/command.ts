import { constants } from 'node:os';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { paint } from './paint';

type FlagTypes = NonNullable<ParseArgsConfig['options']>;

/** One of the commands that `npm run …` starts. */
export interface Command<T extends FlagTypes> {
  /** What `--help` prints, and whoever calls it wrongly gets to read. */
  usage: string;
  /** The flags, as `parseArgs` of Node.js takes them: https://nodejs.org/api/util.html#utilparseargsconfig */
  flags: T;
  /** Does the work; tells whether all is right. What it throws is a failure, told in one line. */
  run(flags: ReturnType<typeof parseArgs<{ options: T }>>['values']): Promise<boolean>;
}

/** What Ctrl-C has ended, as it ends all that runs, can fail before the signal is heard here. */
const HEARD_MS = 20;

/** The command was called wrongly: told together with its usage. */
export class UsageError extends Error {}

/**
 * Runs a command, and ends it well. Exit code 0 if all is right, 1 if something is wrong or failed, 2 if
 * it was called wrongly; nobody ever sees a stack trace. A signal, or a reader of its output that goes
 * away (`npm run demo | head -3`), ends it at once, without a word, as a shell expects.
 *
 * What has to be cleaned up belongs into a listener for the process's `exit`, which all of these reach.
 */
export function runCommand<T extends FlagTypes>({ usage, flags, run }: Command<T>): void {
  endQuietly();
  process.on('unhandledRejection', (error) => {
    // Unless somebody else waits for it.
    if (process.listenerCount('unhandledRejection') === 1) process.exit(report(error, usage));
  });
  if (process.argv.includes('--help')) {
    console.log(usage);
    return;
  }
  Promise.resolve()
    .then(() => run(readFlags(flags)))
    .then((right) => {
      process.exitCode = right ? 0 : 1;
    })
    .catch((error) => setTimeout(() => process.exit(report(error, usage)), HEARD_MS));
}

function readFlags<T extends FlagTypes>(options: T) {
  try {
    const { tokens } = parseArgs({ options, tokens: true, strict: false });
    const given = tokens.map((token) => token.kind === 'option' && token.name);
    const taken = Object.keys(options).find((name) => !given.includes(name) && isTakenByNpm(name));
    if (taken === undefined) return parseArgs({ options }).values;
    const command = process.env.npm_lifecycle_event;
    throw new Error(`npm took --${taken} for itself: write npm run ${command} -- --${taken} …`);
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

/**
 * Whether npm was given a flag that was meant for the command: `npm run deploy --dry-run` would deploy. What
 * may stand in an .npmrc for npm's own sake says nothing.
 */
function isTakenByNpm(name: string): boolean {
  const mayBeMeant = ['all', 'location', 'production'].includes(name);
  return !mayBeMeant && Boolean(process.env[`npm_config_${name.replaceAll('-', '_')}`]);
}

function endQuietly(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => process.exit(128 + constants.signals.SIGPIPE));
  }
}

/** Says what went wrong; returns the exit code. */
function report(error: unknown, usage: string): number {
  if (error instanceof UsageError) {
    console.error(`${usage}\n\n${paint('red', `✘ ${error.message}`, process.stderr)}`);
    return 2;
  }
  console.error(paint('red', `✘ ${messageOf(error)}`, process.stderr));
  return 1;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : `${error}`;
}
