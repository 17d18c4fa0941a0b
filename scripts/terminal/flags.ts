import { Option } from '@commander-js/extra-typings';
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
  'show the identities of workers in a pipe and in CI too',
);
