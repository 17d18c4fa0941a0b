import { constants } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import {
  Command,
  CommanderError,
  type CommandUnknownOpts,
  type OptionValues,
} from '@commander-js/extra-typings';
import { Failure } from './finding';
import { flagBegun } from './flags';
import { type Personal, personal, shown } from './personal';
import { readingOf } from './print';
import { paint, visible } from './text';

/** The command line is wrong: exit code 2. */
export class UsageError extends Failure {}

/** npm took a flag that was meant for the command. The usage would hide this message. */
class TakenByNpm extends UsageError {}

/**
 * Makes a command that `npm run …` starts. The caller adds the flags.
 *
 * @param call The command line before the flags: `npm run check --`. A command without flags needs no
 *   dashes.
 * @see https://github.com/tj/commander.js#readme
 */
export function command(call: string, description: string): Command {
  return new Command(call)
    .usage('[flags]')
    .description(description)
    .helpOption('--help', 'print this')
    .exitOverride()
    .configureOutput({ outputError: () => {} });
}

/**
 * Runs a command and sets its exit code: 0 if all is right, 1 if something is wrong or failed, 2 if
 * the command line is wrong. Nobody sees a stack trace. A signal ends the command without a
 * message, as a shell expects: at once, or as soon as a process that it waits for has ended. A
 * closed output does so too (`npm run demo | head -3`).
 *
 * Clean up in a listener for the process's `exit` event: a command always ends with this event.
 *
 * @param work Does the work, and returns whether all is right. An error is printed in one line.
 */
export function run<Args extends unknown[], Flags extends OptionValues>(
  command: Command<Args, Flags>,
  work: (flags: Flags, args: string[]) => Promise<boolean>,
): void {
  const end = (error: unknown) => process.exit(tell(error, command));
  endQuietly();
  process.on('unhandledRejection', end);
  command
    .allowExcessArguments()
    .action(async () => {
      expectNothingTaken(command);
      // The value of a flag that npm took is an excess argument too. So the parser allows these,
      // and expectNothingTaken comes first.
      const { registeredArguments: expected } = command;
      const more = expected.at(-1)?.variadic ? undefined : command.args[expected.length];
      if (more !== undefined) throw new UsageError(`unexpected argument '${more}'`);
      process.exitCode = (await work(command.opts(), command.args)) ? 0 : 1;
    })
    .parseAsync()
    // A signal may also have ended a child process. This turn lets the signal's listener run first.
    .catch((error) => turn().then(() => end(error)));
}

/**
 * Refuses a flag that npm took for itself: `npm run deploy --dry-run` would deploy. npm sets a
 * variable in small letters for each of its flags. If the variable also exists in capitals, the
 * user has set it, so it does not mean that npm took a flag.
 */
function expectNothingTaken(command: CommandUnknownOpts): void {
  const taken = command.options.filter((option) => {
    const variable = `npm_config_${option.name().replaceAll('-', '_')}`;
    const isTaken = process.env[variable] && !process.env[variable.toUpperCase()];
    return isTaken && command.getOptionValueSource(option.attributeName()) !== 'cli';
  });
  if (taken.length === 0) return;
  const names = taken.map(({ long }) => long).join(' and ');
  const flags = taken.map(({ long, required }) => (required ? `${long} …` : long));
  // What npm left of its flags are their values.
  const files = command.registeredArguments.length > 0 ? command.args.slice(0, 1) : [];
  const call = command.name();
  const dashes = / --( |$)/.test(call) ? [] : ['--'];
  const right = [call, ...dashes, ...files, ...flags].join(' ');
  throw new TakenByNpm(`npm kept ${names} for itself. Write ${right}`);
}

let undo: (() => Promise<unknown>) | undefined;

/**
 * Undoes what is half done before a signal or a closed output ends the command. A second signal ends
 * it at once.
 */
export function undoAtEnd(work: () => Promise<unknown>): void {
  undo = work;
}

function endQuietly(): void {
  let isEnding = false;
  const end = (signal: keyof typeof constants.signals) => {
    const leave = () => process.exit(128 + constants.signals[signal]);
    if (!undo || isEnding) leave();
    else undo().finally(leave);
    isEnding = true;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => end(signal));
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => isEnding || end('SIGPIPE'));
  }
}

/** Prints what went wrong, and returns the exit code. */
function tell(error: unknown, command: CommandUnknownOpts): number {
  // The parser has already printed the help.
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const isUsage = error instanceof CommanderError || error instanceof UsageError;
  const { identities } = readingOf(command.opts(), process.stderr);
  const message = shown(textOfError(error), identities) + flagBegun(error, command.options);
  // Not console.error: while the local runtime runs, console.error is the Function's log.
  if (isUsage && !(error instanceof TakenByNpm))
    process.stderr.write(`${command.helpInformation()}\n`);
  process.stderr.write(`${paint('red', `✘ ${visible(message)}`, process.stderr)}\n`);
  return isUsage ? 2 : 1;
}

/** The text of an error. An error that nobody expected may quote anything, such as an identity. */
function textOfError(error: unknown): string | Personal {
  if (error instanceof Failure) return error.text;
  const [kind, text] =
    error instanceof Error ? [error.name, error.message] : [typeof error, `${error}`];
  const isExpected = kind === 'Error' || error instanceof CommanderError;
  return isExpected
    ? text.replace(/^error: /, '')
    : personal(text, `The command failed with an unexpected ${kind}.`);
}
