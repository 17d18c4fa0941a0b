// Runs a command: node scripts/run.cjs check. The commands are TypeScript, so esbuild bundles each
// of them into one file of dist/commands/, and bundles it again after each change of the source.
const { engines } = require('../package.json');

// This check comes first, because an older Node.js cannot run the rest.
const [needed, here] = [engines.node, process.versions.node].map((version) =>
  version.match(/\d+/g).map(Number),
);
if (here[0] < needed[0] || (here[0] === needed[0] && here[1] < needed[1])) {
  console.error(
    `✘ Node.js ${engines.node} is needed, and this is ${process.version}. Install Node.js 24.`,
  );
  process.exit(1);
}

const { SourceMap, createRequire } = require('node:module');
const path = require('node:path');
const { compileFunction } = require('node:vm');
const { bundle } = require('./bundle.cjs');

const PROJECT = path.join(__dirname, '..');
// The command itself finds its flags after the names of two files, as if Node.js had run it.
const [command] = process.argv.splice(2, 1);
const OUTFILE = `dist/commands/${command}.js`;
const FILE = path.join(PROJECT, OUTFILE);

function bundleOfCommand() {
  try {
    return bundle({
      absWorkingDir: PROJECT,
      entryPoints: [`./scripts/${command}.ts`],
      outfile: OUTFILE,
      bundle: true,
      platform: 'node',
      target: 'node20',
      // The main file of jsonc-parser finds its other files in a way that no bundler understands.
      mainFields: ['module', 'main'],
      // These are large, or find files beside their own. A run that needs them loads them.
      external: ['twilio', 'esbuild', 'undici', '@e965/xlsx'],
      supported: { 'dynamic-import': false },
      minifyWhitespace: true,
      lineLimit: 120,
      sourcemap: true,
      sourcesContent: false,
      logLevel: 'silent',
    });
  } catch (error) {
    const isMissing = /Cannot find module 'esbuild'|Could not resolve "[^.]|@esbuild\//.test(error);
    console.error(
      isMissing ? '✘ Packages are missing. Run npm ci --include=dev' : `✘ ${error.message}`,
    );
    return process.exit(1);
  }
}

const { code, map } = bundleOfCommand();

// Node.js can do this by itself, but then it reads the map at each start, which takes longer than
// the command.
Error.prepareStackTrace = (error, calls) =>
  [`${error}`, ...calls.map((call) => `    at ${inSource(call)}`)].join('\n');

/** @type {SourceMap | undefined} */
let origins;

/** @param {NodeJS.CallSite} call */
function inSource(call) {
  if (call.getFileName() !== FILE) return `${call}`;
  const [line, column] = [call.getLineNumber(), call.getColumnNumber()];
  origins ??= new SourceMap(JSON.parse(map()));
  const { originalSource, originalLine, originalColumn } = origins.findEntry(line - 1, column - 1);
  if (!originalSource) return `${call}`;
  const source = path.resolve(path.dirname(FILE), originalSource);
  const place = `${source}:${originalLine + 1}:${originalColumn + 1}`;
  return `${call}`.replace(`${FILE}:${line}:${column}`, () => place);
}

const run = compileFunction(
  code.toString(),
  ['exports', 'require', 'module', '__filename', '__dirname'],
  { filename: FILE },
);
const exported = { exports: {} };
run(exported.exports, createRequire(FILE), exported, FILE, path.dirname(FILE));
