import { ASSET_FILE } from '../src/asset';
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
  const text = readAssetText(options.assetsFolder)?.replace(/^\uFEFF/, '');
  const unreadable = text === undefined ? undefined : assetFault(text);
  const parts = text === undefined || unreadable ? [] : partsOf(text);

  const addresses = [...placesInVariables(variables), ...addressesAmong(parts)];
  const ownership = await checkOwnership(addresses, credentials);
  const findings = [
    ...addressFaults(addresses),
    ...formFaults(parts),
    ...(unreadable ? [unreadable] : warningsOf(variables, addresses, parts)),
    ...publicFiles(options.assetsFolder),
    ...ownership.findings,
  ];
  printReport(addresses, findings, ownership);
  return !ownership.failed && findings.every(({ level }) => level === 'warning');
}

if (require.main === module) {
  const flags = readFlags(USAGE, {
    env: { type: 'string' },
    'assets-folder': { type: 'string', default: 'assets' },
  });
  check({ env: flags.env, assetsFolder: flags['assets-folder'] }).then(
    (right) => {
      process.exitCode = right ? 0 : 1;
    },
    (error) => exitWithUsage(error, USAGE),
  );
}
