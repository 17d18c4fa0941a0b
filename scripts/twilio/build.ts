import { type BuildOptions, buildSync, context, stop } from 'esbuild';
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
};

/** Bundles the Function as it is deployed. */
export function buildFunction(): void {
  buildSync(FUNCTION);
}

/** Bundles it, and again after each change of the source, until the process ends. */
export async function watchFunction(): Promise<void> {
  // esbuild watches in a process of its own, which now and then does not notice that it is left alone.
  process.once('exit', () => void stop());
  const watched = await context(FUNCTION);
  await watched.rebuild();
  await watched.watch();
}
