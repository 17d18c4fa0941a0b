import { constants, openSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { ASSET_FILE, parseAsset, type UncheckedMapping } from '../../src/asset';
import { destination } from '../deploy/destination';
import { git, nameInGit } from '../deploy/record';
import { findTarget } from '../deploy/target';
import { failure } from '../terminal/finding';
import { fail, twilioClient } from '../twilio/client';
import { type Configuration, demandAssetText, readAssetText } from '../twilio/configuration';
import { isPipe, readFile } from '../twilio/file';
import { readSettings } from '../twilio/settings';

const TIMEOUT_MS = 30_000;

/** The mapping to compare with. */
export interface Former {
  mapping: UncheckedMapping;
  /** What it is: a file, a commit with its number, or what is live. */
  name: string;
}

/**
 * Reads the mapping in the assets folder, and the mapping to compare it with.
 *
 * @param from `deployed` for the mapping that is live in production, or `deployed:dev` for that of
 *   another environment. Otherwise the path of a file, or of a pipe such as `<(git show …)`. If there
 *   is none at this path, a commit in any form that git knows.
 * @throws Error in one line if a mapping is missing, or is not one JSON object.
 */
export async function readMappings(
  from: string,
  assetsFolder: string,
  configuration: Configuration,
): Promise<[before: Former, after: UncheckedMapping]> {
  const after = parseAsset(demandAssetText(assetsFolder));
  const [, live, environment = ''] = /^(deployed)(?::(.+))?$/.exec(from) ?? [];
  const isFile = statSync(from, { throwIfNoEntry: false })?.isDirectory() === false;
  const former = live
    ? await deployedMapping(configuration, environment, assetsFolder)
    : isFile
      ? { name: from, json: await readOrWait(from) }
      : committed(from, assetsFolder);
  try {
    return [{ mapping: parseAsset(former.json), name: former.name }, after];
  } catch {
    throw new Error(`The mapping of ${former.name} is not one JSON object.`);
  }
}

/** Reads a file. A pipe may have no writer yet: meanwhile, a signal must end the command. */
async function readOrWait(file: string): Promise<string> {
  if (!isPipe(file)) return `${readFile(file)}`;
  const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  return text(new Socket({ fd }));
}

/** @see https://git-scm.com/docs/gitrevisions */
function committed(from: string, cwd: string): { name: string; json: string } {
  const commit = ['rev-parse', '--verify', '--short', '--end-of-options', `${from}^{commit}`];
  const { text: sha, why } = git(commit, cwd);
  if (sha === undefined) throw new Error(`${from} is neither a file nor a commit (${why}).`);
  const name = `${from} (${sha})`;
  const { text: json } = git(['show', `${sha}:./${ASSET_FILE}`], cwd);
  if (json !== undefined) return { name, json };
  throw new Error(
    `The commit ${name} has no mapping. Commit yours first, or name a file or another commit with --from.`,
  );
}

/**
 * Finds the mapping that is deployed. Twilio does not give it back, but the deployment has
 * recorded the name that git gives to it.
 *
 * @param environment The suffix of the domain. Empty for production.
 * @param assetsFolder The folder of the mapping here, which may be the deployed one without a commit.
 * @throws Failure if Twilio cannot be asked, if nothing is deployed there by `npm run deploy`, or if
 *   git does not have the mapping.
 */
async function deployedMapping(
  configuration: Configuration,
  environment: string,
  assetsFolder: string,
): Promise<{ name: string; json: string }> {
  const client = await twilioClient(configuration.credentials, TIMEOUT_MS);
  const flags = environment ? { environment } : { production: true as const };
  const to = destination(flags, configuration, readSettings());
  const { live } = await findTarget(client, to).catch(fail);
  const where = environment || 'production';
  if (live?.mapping === undefined) throw failure('deployed/unrecorded', where);
  const name = `what is live in ${where}`;
  if (live.mapping === '') return { name, json: '{}' };
  const here = readAssetText(assetsFolder) ?? '';
  const isHere = nameInGit(Buffer.from(here)) === live.mapping;
  const json = isHere ? here : git(['cat-file', 'blob', live.mapping]).text;
  if (json === undefined) throw failure('deployed/not-committed', where, live.commit);
  return { name, json };
}
