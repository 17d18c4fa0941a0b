import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, buildSync, context, type OutputFile, type Plugin, stop } from 'esbuild';
import { PROJECT } from './project';

/**
 * Bundles one CommonJS file without packages. Twilio does not keep the folders of several files,
 * and takes no ES modules.
 */
const FUNCTION: BuildOptions = {
  absWorkingDir: PROJECT,
  entryPoints: ['functions/callbacks/outgoing-conversation.protected.ts'],
  outbase: '.',
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
  write: false,
};

/** Bundles the Function as it is deployed. */
export function buildFunction(): void {
  replace(buildSync(FUNCTION).outputFiles);
}

/**
 * Bundles the Function, and bundles it again after each change of the source, until the process
 * ends.
 */
export async function watchFunction(): Promise<void> {
  // esbuild watches in a process of its own. Sometimes that process does not notice that this one
  // has ended.
  process.once('exit', () => void stop());
  const replacing: Plugin = {
    name: 'replacing',
    setup: ({ onEnd }) => onEnd(({ outputFiles }) => replace(outputFiles)),
  };
  const watched = await context({ ...FUNCTION, plugins: [replacing] });
  await watched.rebuild();
  await watched.watch();
}

/** Writes each file under another name, then renames it. So a reader always gets a whole file. */
function replace(files: OutputFile[] = []): void {
  for (const { path: file, contents } of files) {
    const beside = path.join(PROJECT, 'dist', `${path.basename(file)}.${process.pid}`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(beside, contents);
    renameSync(beside, file);
  }
}
