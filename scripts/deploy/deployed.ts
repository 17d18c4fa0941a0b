import { failure } from '../terminal/finding';
import { twilioClient } from '../twilio/client';
import { type Configuration, readAssetText } from '../twilio/configuration';
import { fail } from '../twilio/failure';
import { readSettings } from '../twilio/settings';
import { destination } from './destination';
import { git, nameInGit } from './record';
import { findTarget } from './target';

const TIMEOUT_MS = 30_000;

/**
 * Finds the mapping that is deployed. Twilio does not give it back, but the deployment has
 * recorded the name that git gives to it.
 *
 * @param environment The suffix of the domain. Empty for production.
 * @param assetsFolder The folder of the mapping here, which may be the deployed one without a commit.
 * @throws Failure if Twilio cannot be asked, if nothing is deployed there by `npm run deploy`, or if
 *   git does not have the mapping.
 */
export async function deployedMapping(
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
