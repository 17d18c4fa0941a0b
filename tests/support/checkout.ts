import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { scripts } from '../../package.json';
import { PROJECT } from '../../scripts/twilio/project';

const FILES = ['package.json', '.twilioserverlessrc', 'functions', 'src', 'scripts', 'examples'];

/**
 * A copy of the project that a test can change. It has packages and the bundles of the commands, but
 * no built Function and no configuration.
 */
export interface Checkout {
  path: string;
  remove(): Promise<void>;
}

/**
 * Makes a copy of the project, without `.env` and without assets.
 *
 * @param isBuilt Whether it has the bundles of the commands.
 */
export async function checkout(isBuilt = true): Promise<Checkout> {
  const folder = await mkdtemp(path.join(tmpdir(), 'checkout-'));
  for (const name of FILES) {
    await cp(path.join(PROJECT, name), path.join(folder, name), { recursive: true });
  }
  await symlink(path.join(PROJECT, 'node_modules'), path.join(folder, 'node_modules'));
  if (isBuilt) await copyBundles(folder);
  return { path: folder, remove: () => rm(folder, { recursive: true }) };
}

/** Copies what run.cjs has bundled. A copy is used as long as its source has not changed. */
async function copyBundles(folder: string): Promise<void> {
  const from = path.join(PROJECT, 'dist');
  const to = path.join(folder, 'dist');
  await mkdir(path.join(to, 'commands'), { recursive: true });
  for (const name of Object.keys(scripts)) {
    const files = [`commands/${name}.js`, `commands/${name}.js.map`, `${name}.js.record`];
    if (!files.every((file) => existsSync(path.join(from, file)))) continue;
    for (const file of files) await copyFile(path.join(from, file), path.join(to, file));
  }
}
