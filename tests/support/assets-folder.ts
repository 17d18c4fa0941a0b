import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder with a mapping of the test's own. */
export interface AssetsFolder {
  path: string;
  /** Replaces the asset's text. */
  write(text: string): Promise<void>;
  remove(): Promise<void>;
}

/** Makes an assets folder with this asset, or without an asset. Remove the folder when done. */
export async function assetsFolder(text?: string): Promise<AssetsFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'frontline-assets-'));
  const write = (content: string) =>
    writeFile(path.join(folder, 'proxy-addresses.private.json'), content);
  if (text !== undefined) await write(text);
  return { path: folder, write, remove: () => rm(folder, { recursive: true }) };
}
