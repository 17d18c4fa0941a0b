import { ASSET_FILE } from '../src/asset';
import { checkOwnership } from './check/account';
import { addressFaults, assetFault, formFaults } from './check/faults';
import { addressesAmong, hidingVariable, partsOf, placesInVariables } from './check/places';
import { printReport } from './check/report';
import { publicFiles, warningsOf } from './check/warnings';
import { type Configuration, readAssetText, readConfiguration } from './configuration';
import { exitWithUsage, readFlags } from './flags';

const USAGE = `npm run check -- [flags]

Checks the mapping: that every address is well-formed and, with credentials, that the
account owns it. Exit code 0 if nothing is wrong; warnings alone do not count.

  --env FILE             read the variables from FILE (default: .env)
  --assets-folder DIR    read ${ASSET_FILE} from DIR (default: assets)
  --help                 print this`;

/**
 * Checks a configuration as the Function would read it, and prints what it finds.
 *
 * @param configuration The variables that are deployed, and the credentials to ask Twilio with.
 * @param assetsFolder The folder of the private asset.
 * @returns Whether nothing is wrong.
 * @throws Error if there is an asset that cannot be read.
 */
export async function check(
  { variables, credentials }: Configuration,
  assetsFolder: string,
): Promise<boolean> {
  const asset = readAssetText(assetsFolder);
  const fault = assetFault(asset);
  const parts = fault || asset === undefined ? [] : partsOf(asset);

  const inVariables = placesInVariables(variables);
  const inAsset = addressesAmong(parts);
  const addresses = [...inVariables, ...inAsset];
  // What a variable hides is never given out: another environment may own it.
  const shown = inAsset.filter(({ channel }) => !hidingVariable(variables, channel));
  const ownership = await checkOwnership([...inVariables, ...shown], credentials);
  const findings = [
    ...addressFaults(addresses),
    ...formFaults(parts),
    ...(fault ? [fault] : warningsOf(variables, addresses, parts)),
    ...publicFiles(assetsFolder),
    ...ownership.findings,
  ];
  printReport(addresses, findings, ownership);
  return !ownership.failed && findings.every(({ level }) => level === 'warning');
}

async function main(): Promise<void> {
  const flags = readFlags(USAGE, {
    env: { type: 'string' },
    'assets-folder': { type: 'string', default: 'assets' },
  });
  const configuration = await readConfiguration(flags.env).catch((error) =>
    exitWithUsage(error, USAGE),
  );
  const right = await check(configuration, flags['assets-folder']);
  process.exitCode = right ? 0 : 1;
}

if (require.main === module) main();
