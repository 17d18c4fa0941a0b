// Lets Node.js run the commands, which are TypeScript, by the compiler that jest runs the tests with. It
// takes a millisecond a file, so nothing has to be kept for the next time, anywhere.
const { transformSync } = require('@swc/core');
const { addHook } = require('pirates');

const OPTIONS = {
  swcrc: false,
  module: { type: 'commonjs' },
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
};

addHook((text, filename) => transformSync(text, { ...OPTIONS, filename }).code, { exts: ['.ts'] });
