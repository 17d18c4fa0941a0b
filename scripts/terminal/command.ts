import { constants } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import { Command, CommanderError, type OptionValues } from '@commander-js/extra-typings';
import { paint } from './paint';
import { visible } from './visible';

/** The command was called wrongly: exit code 2. */
export class UsageError extends Error {}

/** npm has taken what was meant for the command: its usage would only hide that. */
class TakenByNpm extends UsageError {}

/**
 * Makes one of the commands that `npm run …` starts. Its flags are added to it.
 *
 * @param call What somebody types before the flags: `npm run check --`.
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
 * Runs a command, and ends it well. Exit code 0 if all is right, 1 if something is wrong or failed, 2 if
 * it was called wrongly. Nobody ever sees a stack trace. A signal, or a reader of its output that goes
 * away (`npm run demo | head -3`), ends it at once, without a word, as a shell expects.
 *
 * What has to be cleaned up belongs into a listener for the process's `exit`, which all of these reach.
 *
 * @param work Does the work; tells whether all is right. What it throws is told in one line.
 */
export function run<Args extends unknown[], Flags extends OptionValues>(
  command: Command<Args, Flags>,
  work: (flags: Flags, args: string[]) => Promise<boolean>,
): void {
  const end = (error: unknown) => process.exit(tell(error, command.helpInformation()));
  endQuietly();
  process.on('unhandledRejection', end);
  command
    .allowExcessArguments()
    .action(async () => {
      expectNothingTaken(command);
      // What npm leaves of a flag that it took is one too, so it is not the parser's to say.
      const [more] = command.args.slice(command.registeredArguments.length);
      if (more !== undefined) throw new UsageError(`unexpected argument '${more}'`);
      process.exitCode = (await work(command.opts(), command.args)) ? 0 : 1;
    })
    .parseAsync()
    // A signal that ended what this process started is heard first.
    .catch((error) => turn().then(() => end(error)));
}

/**
 * Refuses a flag that npm took for itself: `npm run deploy --dry-run` would deploy. npm tells its flags in
 * small letters. A variable in capitals is the user's own, and says nothing.
 */
function expectNothingTaken<Args extends unknown[], Flags extends OptionValues>(
  command: Command<Args, Flags>,
): void {
  const taken = command.options.flatMap((option) => {
    const { long = '' } = option;
    const variable = `npm_config_${long?.slice(2).replaceAll('-', '_')}`;
    const isTaken = process.env[variable] && !process.env[variable.toUpperCase()];
    if (!isTaken || command.getOptionValueSource(option.attributeName()) === 'cli') return [];
    return [{ long, right: option.required ? `${long} …` : long }];
  });
  if (taken.length === 0) return;
  const call = command.name().replace(/( --)?$/, ' --');
  // What npm left of its flags are their values.
  const files = command.registeredArguments.length > 0 ? command.args.slice(0, 1) : [];
  throw new TakenByNpm(
    `npm kept ${taken.map(({ long }) => long).join(' and ')} for itself. Write ${[call, ...files, ...taken.map(({ right }) => right)].join(' ')}`,
  );
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
function tell(error: unknown, usage: string): number {
  // Help was asked for, and is printed.
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const isUsage = error instanceof CommanderError || error instanceof UsageError;
  const message = error instanceof Error ? error.message.replace(/^error: /, '') : `${error}`;
  // Not by console.error, which is the Function's log while the local runtime runs.
  if (isUsage && !(error instanceof TakenByNpm)) process.stderr.write(`${usage}\n`);
  process.stderr.write(`${paint('red', `✘ ${visible(message)}`, process.stderr)}\n`);
  return isUsage ? 2 : 1;
}
