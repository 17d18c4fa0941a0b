import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { check as checkConfiguration, type Report } from '../../scripts/check/check';
import type { Place } from '../../scripts/mapping/place';
import type { Finding } from '../../scripts/terminal/finding';
import { readConfiguration } from '../../scripts/twilio/configuration';
import { ASSET_FILE } from '../../src/asset';

// The tests must not see the tester's own variables and credentials.
for (const name of Object.keys(process.env)) {
  if (/^(TWILIO_.*|ACCOUNT_SID|AUTH_TOKEN|GITHUB_ACTIONS)$/.test(name)) delete process.env[name];
}

/**
 * The files that somebody has written. Each is missing by default, except `.env`, which is empty.
 */
export interface Configured {
  /** The asset's text, its bytes, or the value that it holds. */
  asset?: unknown;
  /** The text of `.env`. */
  env?: string | Buffer;
  /** The names of more files in the assets folder. These files are empty. */
  files?: string[];
  /** Links in the assets folder, and the target of each. */
  links?: Record<string, string>;
}

/** A folder with `.env` and `assets`, and the flags that lead the commands there. */
export interface Setting {
  folder: string;
  envFile: string;
  assetsFolder: string;
  flags: string[];
  remove(): void;
}

/** Writes a configuration into a new folder. Remove the folder when done. */
export function configure({ asset, env = '', files = [], links = {} }: Configured): Setting {
  const folder = mkdtempSync(path.join(tmpdir(), 'configuration-'));
  const envFile = path.join(folder, '.env');
  const assetsFolder = path.join(folder, 'assets');
  mkdirSync(assetsFolder);
  writeFileSync(envFile, env);
  if (asset !== undefined) {
    const isWritten = typeof asset === 'string' || Buffer.isBuffer(asset);
    const text = isWritten ? asset : JSON.stringify(asset, null, 2);
    writeFileSync(path.join(assetsFolder, ASSET_FILE), text);
  }
  for (const name of files) {
    const file = path.join(assetsFolder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
  }
  for (const [name, target] of Object.entries(links)) {
    symlinkSync(target, path.join(assetsFolder, name));
  }
  return {
    folder,
    envFile,
    assetsFolder,
    flags: ['--env', envFile, '--assets-folder', assetsFolder],
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Checks a configuration in this process. */
export async function check(configured: Configured, meantPublic: string[] = []): Promise<Report> {
  const { folder, envFile, assetsFolder, remove } = configure(configured);
  try {
    const report = await checkConfiguration(readConfiguration(envFile), {
      assetsFolder,
      meantPublic,
    });
    // The folder has another name each time.
    const plain = (text: string) => text.replace(`${folder}/`, '');
    const findings = report.findings.map((finding) => ({
      ...finding,
      places: finding.places.map((place) =>
        Object.create(place, { name: { value: plain(place.name) } }),
      ),
      values: finding.values.map((value) => (typeof value === 'string' ? plain(value) : value)),
    }));
    return { ...report, findings };
  } finally {
    remove();
  }
}

/**
 * Checks a configuration. It returns all findings as `compact` writes them, without those of the
 * level `unchecked`.
 */
export async function findings(configured: Configured, meantPublic?: string[]): Promise<string[]> {
  const report = await check(configured, meantPublic);
  return report.findings.filter(({ level }) => level !== 'unchecked').map(compact);
}

/** Writes a finding as `warning pool/duplicate sms.default[#2]:3`. */
export function compact({ level, code, places }: Finding): string {
  return [level, code, places.map(placeText).join(' ')].filter(Boolean).join(' ');
}

/** Writes an address of a report as `sms.default[#2]:3 +12025551234`. */
export function addressesOf({ addresses }: Report): string[] {
  return addresses.map((part) => `${placeText(part)} ${part.value}`);
}

/** The values of each finding with this code. Its sentence tells the values beside its place. */
export function valuesOf({ findings: all }: Report, code: Finding['code']): unknown[] {
  return all.filter((finding) => finding.code === code).map(({ values }) => values);
}

function placeText({ name, position }: Place): string {
  const line = position?.();
  return line === undefined ? name : `${name}:${line}`;
}
