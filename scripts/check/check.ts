import { parseAsset, type UncheckedMapping } from '../../src/asset';
import { asRefusal } from '../../src/refusal';
import { positionsIn } from '../mapping/positions';
import { type Configuration, readAssetText } from '../twilio/configuration';
import { readSettings, SETTINGS_FILE } from '../twilio/settings';
import { checkOwnership } from './account';
import { assetFault } from './asset-fault';
import { checkConversations } from './conversations';
import { deployedSecrets, envFileFaults } from './env-file';
import { type AddressPlace, error, type Finding } from './finding';
import { oversizedAsset, oversizedContext, oversizedVariables } from './limits';
import { type Checked, checkMapping, checkVariables } from './mapping';
import { publicFiles } from './public-files';
import { everyRequestRefused } from './refused';
import { inShellOnly, namingFaults } from './variables';

/** What is checked, beside the configuration. */
export interface Assets {
  assetsFolder: string;
  /** The files in it that shall be public. */
  meantPublic: string[];
}

/** What a check found. */
export interface Report {
  /** Every place of an address that the Function can come to, variables first. */
  places: AddressPlace[];
  /** Those of them that the account can use. */
  owned: Set<AddressPlace>;
  findings: Finding[];
  /** Whether the Function ever has a choice between addresses. */
  hasPool: boolean;
  /** What was not checked, and what it takes. */
  notes: string[];
  /** What could not be checked, as Twilio did not answer. */
  failures: string[];
}

/**
 * Checks a configuration as the Function would read it.
 *
 * @throws Error if there is an asset that cannot be read.
 */
export async function check(
  configuration: Configuration,
  { assetsFolder, meantPublic }: Assets,
): Promise<Report> {
  const { variables, credentials, envFile } = configuration;
  const inVariables = checkVariables(configuration);
  const asset = readAsset(assetsFolder);
  const inAsset = checkAsset(asset, variables);
  const places = [...inVariables.places, ...inAsset.places];
  const isAnswered = inAsset.isAnswered || inVariables.isAnswered;
  const ownership = await checkOwnership(places, credentials);
  const hasPool = inVariables.hasPool || inAsset.hasPool;
  const service = await checkConversations(configuration, {
    hasPool,
    canSend: ownership.owned.size > 0,
  });
  return {
    places,
    owned: ownership.owned,
    hasPool,
    notes: [...ownership.notes, ...service.notes],
    failures: [...ownership.failures, ...service.failures],
    findings: [
      ...envFileFaults(envFile),
      ...deployedSecrets(envFile),
      ...namingFaults(configuration),
      ...inShellOnly(variables, process.env),
      ...inVariables.findings,
      ...inAsset.findings,
      ...(isAnswered || 'fault' in asset ? [] : [everyRequestRefused(asset.mapping, assetsFolder)]),
      ...oversizedVariables(configuration),
      ...oversizedContext(variables),
      ...oversizedAsset(assetsFolder),
      ...readSettings().faults.map((fault) => error({ name: SETTINGS_FILE }, fault)),
      ...publicFiles(assetsFolder, meantPublic),
      ...ownership.findings,
      ...service.findings,
    ],
  };
}

/** Whether nothing is wrong that would fail a request, and nothing was asked in vain. */
export function isRight({ findings, failures }: Report): boolean {
  return failures.length === 0 && findings.every(({ level }) => level === 'warning');
}

type Asset = { mapping: UncheckedMapping | undefined; text: string } | { fault: Finding };

function readAsset(assetsFolder: string): Asset {
  const text = readAssetText(assetsFolder);
  if (text === undefined) return { mapping: undefined, text: '' };
  try {
    return { mapping: parseAsset(text), text };
  } catch (refusal) {
    return { fault: assetFault(text, asRefusal(refusal).message) };
  }
}

function checkAsset(asset: Asset, variables: Record<string, string>): Checked {
  if ('fault' in asset)
    return { places: [], findings: [asset.fault], isAnswered: false, hasPool: false };
  return checkMapping(asset.mapping ?? {}, positionsIn(asset.text), variables);
}
