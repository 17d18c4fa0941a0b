import { type ParseArgsConfig, parseArgs } from 'node:util';

/**
 * Reads a command's flags. Ends the process for `--help` (exit code 0) and for a wrong flag (2).
 *
 * @param usage What `--help` prints.
 * @param options The flags, as `parseArgs` of Node.js takes them.
 * @returns The value of each flag that was given.
 * @see https://nodejs.org/api/util.html#utilparseargsconfig
 */
export function readFlags<T extends NonNullable<ParseArgsConfig['options']>>(
  usage: string,
  options: T,
) {
  if (process.argv.includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    exitWithUsage(error, usage);
  }
}

/**
 * Ends the process with exit code 2: the command was called wrongly.
 *
 * @param fault What was wrong: an error, or its message.
 * @param usage What `--help` prints.
 */
export function exitWithUsage(fault: unknown, usage: string): never {
  console.error(`${fault instanceof Error ? fault.message : fault}\n\n${usage}`);
  process.exit(2);
}
