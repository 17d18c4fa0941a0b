import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, buildSync, context, type OutputFile, type Plugin, stop } from 'esbuild';
import { PROJECT } from './project';

/** One file without packages, in CommonJS: Twilio keeps neither the places of several, nor ES modules. */
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

/** Bundles it, and again after each change of the source, until the process ends. */
export async function watchFunction(): Promise<void> {
  // esbuild watches in a process of its own, which now and then does not notice that it is left alone.
  process.once('exit', () => void stop());
  const replacing: Plugin = {
    name: 'replacing',
    setup: ({ onEnd }) => onEnd(({ outputFiles }) => replace(outputFiles)),
  };
  const watched = await context({ ...FUNCTION, plugins: [replacing] });
  await watched.rebuild();
  await watched.watch();
}

/** Writes each file beside its place, and then moves it there: whoever reads it meanwhile has all of it. */
function replace(files: OutputFile[] = []): void {
  for (const { path: file, contents } of files) {
    const beside = path.join(PROJECT, 'dist', `${path.basename(file)}.${process.pid}`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(beside, contents);
    renameSync(beside, file);
  }
}
