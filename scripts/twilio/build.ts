import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { bundle } from '../bundle.cjs';
import { BUILT_FUNCTION, PROJECT } from './project';

/**
 * Bundles one CommonJS file without packages. Twilio does not keep the folders of several files,
 * and takes no ES modules.
 */
const FUNCTION: BuildOptions & { absWorkingDir: string; outfile: string } = {
  absWorkingDir: PROJECT,
  entryPoints: ['functions/callbacks/outgoing-conversation.protected.ts'],
  outfile: path.relative(PROJECT, BUILT_FUNCTION),
  bundle: true,
  minify: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
  write: false,
};

/**
 * Bundles the Function as it is deployed, unless the bundle is there and nothing has changed.
 *
 * @returns The built file. In a read-only folder, a file that ends with this process.
 */
export function buildFunction(): string {
  const { code, isKept } = bundle(FUNCTION);
  if (isKept) return BUILT_FUNCTION;
  const folder = mkdtempSync(path.join(tmpdir(), 'frontline-function-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const file = path.join(folder, path.basename(BUILT_FUNCTION));
  writeFileSync(file, code);
  return file;
}

/**
 * Bundles the Function, and bundles it again after each change of the source, until the process
 * ends.
 *
 * @throws Error if the bundle cannot be written.
 */
export async function watchFunction(): Promise<void> {
  const { context, stop } = await import('esbuild');
  // esbuild watches in a process of its own. Sometimes that process does not notice that this one
  // has ended.
  process.once('exit', () => void stop());
  const keeping: Plugin = {
    name: 'keeping',
    setup: ({ onEnd }) =>
      onEnd(({ errors }) => {
        if (errors.length > 0 || bundle(FUNCTION).isKept) return null;
        return { errors: [{ text: `${FUNCTION.outfile} cannot be written.` }] };
      }),
  };
  const watched = await context({ ...FUNCTION, logLevel: 'error', plugins: [keeping] });
  await watched.rebuild();
  await watched.watch();
}
