import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROJECT } from '../../scripts/twilio/project';

const FILES = ['package.json', '.twilioserverlessrc', 'functions', 'src', 'scripts', 'examples'];

/**
 * A copy of the project that a test can change. It has packages, but no build and no configuration.
 */
export interface Checkout {
  path: string;
  remove(): Promise<void>;
}

/** Makes a copy of the project, without `.env`, without assets and without a build. */
export async function checkout(): Promise<Checkout> {
  const folder = await mkdtemp(path.join(tmpdir(), 'checkout-'));
  for (const name of FILES) {
    await cp(path.join(PROJECT, name), path.join(folder, name), { recursive: true });
  }
  await symlink(path.join(PROJECT, 'node_modules'), path.join(folder, 'node_modules'));
  return { path: folder, remove: () => rm(folder, { recursive: true }) };
}
