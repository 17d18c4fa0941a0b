import path from 'node:path';
import { ASSET_FILE } from '../../src/asset';
import { SERVICE_VARIABLE } from '../../src/conversations';
import { asRefusal } from '../../src/refusal';
import { entriesOf } from '../mapping/entries';
import { type Part, withAllBelow } from '../mapping/parts';
import { poolsIn } from '../mapping/variables';
import { type Finding, finding, merged } from '../terminal/finding';
import { type Inquiry, inquire } from '../twilio/account';
import { type Configuration, readAssetText } from '../twilio/configuration';
import { missing } from '../twilio/credentials';
import { isMisread } from '../twilio/file';
import { readSettings, SETTINGS_FILE } from '../twilio/settings';
import { type Known, ownership } from './addresses';
import { assetFault } from './asset-fault';
import {
  conversationsService,
  defaultService,
  messagingService,
  serviceFaults,
} from './conversations';
import { oversizedAsset, oversizedContext, oversizedVariables } from './limits';
import { hasPool, mappingFindings, readAddresses, refusesAll } from './mapping';
import { publicFiles } from './public-files';
import { sharedAddresses } from './shared';
import { variableFaults } from './variables';
import { webhookRules } from './webhooks';
import { frontlineUsers } from './workers';

const SETTINGS = { name: SETTINGS_FILE, file: SETTINGS_FILE };

/** The assets to check, and how. */
export interface Assets {
  assetsFolder: string;
  /** The files of the assets folder that shall be public. */
  meantPublic: readonly string[];
  /** Whether to ask Frontline for each worker, however many workers there are. */
  allWorkers?: boolean | undefined;
}

export interface Report {
  /** Whether any pool has more than one address. */
  hasPool: boolean;
  /** Every address that the Function can reach, with its place. Variables come first. */
  addresses: Part[];
  /** Whether the account can use an address. Missing if Twilio was not asked. */
  owned: Map<Part, boolean>;
  findings: Finding[];
}

/**
 * Checks a configuration as the Function would read it.
 *
 * @throws Error if the asset exists but cannot be read.
 */
export async function check(
  configuration: Configuration,
  { assetsFolder, meantPublic, allWorkers = false }: Assets,
): Promise<Report> {
  const asset = readMapping(assetsFolder, configuration.variables);
  const parts = withAllBelow([...poolsIn(configuration), ...asset.entries]);
  const addresses = readAddresses(parts);
  const isPool = hasPool(parts);
  const lacksService = isPool && configuration.variables[SERVICE_VARIABLE] === undefined;
  const known: Known = { owned: new Map(), meant: new Map() };
  // All is asked at once, so no inquiry may need another's answer. Findings stand in this order.
  const inquiries = [
    ...ownership(addresses, known),
    ...frontlineUsers(parts, allWorkers),
    ...ofConversations(addresses, configuration, lacksService, known),
  ];
  // First, because Twilio's answers also tell which number a malformed address stands for.
  const inAccount = await inquire(inquiries, configuration.credentials);
  const findings = merged([
    ...variableFaults(configuration),
    ...serviceFaults(configuration),
    ...asset.faults,
    ...mappingFindings(parts, known),
    ...(asset.faults.length > 0
      ? []
      : refusesAll(addresses, assetsFolder, configuration.envFile.name)),
    ...oversizedVariables(configuration),
    ...oversizedContext(configuration.variables),
    ...oversizedAsset(path.join(assetsFolder, ASSET_FILE)),
    ...readSettings().faults.map((fault) => finding('settings/fault', SETTINGS, fault)),
    ...publicFiles(assetsFolder, meantPublic),
    ...inAccount,
    ...sharedAddresses(addresses),
    ...(lacksService ? [finding('service/unset', [], known.defaultService ?? 'IS…')] : []),
  ]);
  return { hasPool: isPool, addresses, owned: known.owned, findings };
}

/** What to ask about the account's Services and its webhook rules. */
function ofConversations(
  addresses: Part[],
  configuration: Configuration,
  lacksService: boolean,
  known: Known,
): Inquiry[] {
  const isComplete = missing(configuration.credentials) === '';
  return [
    ...messagingService(addresses),
    ...conversationsService(configuration),
    ...(isComplete && lacksService ? [defaultService(known)] : []),
    ...(isComplete && addresses.length > 0 ? [webhookRules()] : []),
  ];
}

/** Reads the mapping's entries, or finds why the asset is not a mapping. */
function readMapping(
  assetsFolder: string,
  variables: Configuration['variables'],
): { entries: Part[]; faults: Finding[] } {
  const file = path.join(assetsFolder, ASSET_FILE);
  const text = readAssetText(assetsFolder) ?? '{}';
  if (isMisread(text)) {
    return { entries: [], faults: [finding('asset/encoding', { name: ASSET_FILE, file })] };
  }
  try {
    return { entries: entriesOf(text, variables, file), faults: [] };
  } catch (refusal) {
    return { entries: [], faults: [assetFault(text, asRefusal(refusal).message, file)] };
  }
}
