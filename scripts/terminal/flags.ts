import { CommanderError, Option } from '@commander-js/extra-typings';
import { ASSETS_FOLDER as FOLDER } from '../twilio/project';

// The flags that several commands share.

export const ENV = new Option(
  '--env <file>',
  'read variables and credentials from this file (default: .env)',
);

export const ASSETS_FOLDER = new Option(
  '--assets-folder <folder>',
  'read the mapping from this folder',
).default(FOLDER, FOLDER);

export const PUBLIC = new Option(
  '--public <file...>',
  'allow these files of the assets folder to be public',
);

export const ALL = new Option('--all', 'show everything');

export const JSON_FLAG = new Option('--json', 'print JSON');

export const IDENTITIES = new Option(
  '--identities',
  'show identities in a pipe, in CI and in JSON too',
);

/**
 * Proposes the flag that an unknown flag is the beginning of: `--production` for `--prod`. The
 * parser itself proposes only flags that differ in a few letters.
 *
 * @param error Any error of the parser.
 * @returns The proposal in the parser's words, or nothing.
 */
export function flagBegun(error: unknown, known: readonly Option[]): string {
  if (!(error instanceof CommanderError)) return '';
  const [, begun] = /unknown option '(--[\w-]+)[^']*'$/.exec(error.message) ?? [];
  const meant = begun && known.find(({ long }) => long?.startsWith(begun))?.long;
  return meant ? `\n(Did you mean ${meant}?)` : '';
}
