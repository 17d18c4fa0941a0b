// A fresh process: loads one built Function, asks it once and again, and prints what that took.
// Plain JavaScript, so that nothing but the Function is loaded.
const { readFileSync } = require('node:fs');

const [, , functionFile, variables, assetFile, question, warmCalls] = process.argv;
const context = JSON.parse(variables);
const event = JSON.parse(question);
const asset = { path: assetFile, open: () => readFileSync(assetFile, 'utf8') };
globalThis.Runtime = { getAssets: () => (assetFile ? { '/proxy-addresses.json': asset } : {}) };

let answer;
const callback = (_, payload) => {
  answer = payload;
};
const nanoseconds = () => Number(process.hrtime.bigint());

const started = nanoseconds();
const { handler } = require(functionFile);
const loaded = nanoseconds();
handler(context, event, callback);
const answered = nanoseconds();

for (let call = 0; call < Number(warmCalls); call += 1) handler(context, event, callback);
const warmed = nanoseconds();
for (let call = 0; call < Number(warmCalls); call += 1) handler(context, event, callback);
const done = nanoseconds();
globalThis.gc?.();

console.log(
  JSON.stringify({
    load: loaded - started,
    first: answered - loaded,
    // Nothing is measured where nothing was asked.
    warm: (done - warmed) / Math.max(1, Number(warmCalls)),
    heap: process.memoryUsage().heapUsed,
    answer,
  }),
);
