// Lets Node.js run the commands, which are TypeScript. It uses the compiler of the tests. The
// compiler takes a millisecond a file, so nothing is cached.
const { engines } = require('../package.json');

// This check comes first, because an older Node.js cannot run the rest.
const [needed, here] = [engines.node, process.versions.node].map((version) =>
  version.match(/\d+/g).map(Number),
);
if (here[0] < needed[0] || (here[0] === needed[0] && here[1] < needed[1])) {
  console.error(
    `✘ Node.js ${engines.node} is needed, and this is ${process.version}. Install Node.js 22.`,
  );
  process.exit(1);
}

const { transformSync } = require('@swc/core');
const { addHook } = require('pirates');

const OPTIONS = {
  swcrc: false,
  module: { type: 'commonjs' },
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
};

addHook((text, filename) => transformSync(text, { ...OPTIONS, filename }).code, { exts: ['.ts'] });
