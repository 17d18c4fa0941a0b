import { ASSET_FILE } from '../src/asset';
import { variableName } from '../src/mapping';
import { checkOwnership } from './check/account';
import { addressFaults, assetFault, formFaults } from './check/faults';
import { addressesAmong, partsOf, placesInVariables } from './check/places';
import { printReport } from './check/report';
import { publicFiles, warningsOf } from './check/warnings';
import { readAssetText, readConfiguration } from './configuration';
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
 * @param options.env The file of variables; `.env` by default.
 * @param options.assetsFolder The folder of the private asset.
 * @returns Whether nothing is wrong.
 * @throws Error if the file that `env` names does not exist.
 */
export async function check(options: {
  env: string | undefined;
  assetsFolder: string;
}): Promise<boolean> {
  const { variables, credentials } = await readConfiguration(options.env);
  const asset = readAssetText(options.assetsFolder);
  const fault = assetFault(asset);
  const parts = fault || asset === undefined ? [] : partsOf(asset);

  const inVariables = placesInVariables(variables);
  const inAsset = addressesAmong(parts);
  const addresses = [...inVariables, ...inAsset];
  // What a variable hides is never given out: another environment may own it.
  const shown = inAsset.filter(({ channel }) => !variables[variableName(channel)]?.trim());
  const ownership = await checkOwnership([...inVariables, ...shown], credentials);
  const findings = [
    ...addressFaults(addresses),
    ...formFaults(parts),
    ...(fault ? [fault] : warningsOf(variables, addresses, parts)),
    ...publicFiles(options.assetsFolder),
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
  await readConfiguration(flags.env).catch((error) => exitWithUsage(error, USAGE));
  const right = await check({ env: flags.env, assetsFolder: flags['assets-folder'] });
  process.exitCode = right ? 0 : 1;
}

if (require.main === module) main();
