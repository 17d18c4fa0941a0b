// A fresh process: loads one built Function, asks it once, then again and again, and prints the
// times. It is plain JavaScript, so that nothing but the Function is loaded.
const { readFileSync } = require('node:fs');

const { functionFile, variables = {}, assetFile, event, calls } = JSON.parse(process.argv[2]);
const asset = { path: assetFile, open: () => readFileSync(assetFile, 'utf8') };
globalThis.Runtime = { getAssets: () => (assetFile ? { '/proxy-addresses.json': asset } : {}) };

let answer;
const callback = (_, payload) => {
  answer = payload;
};
const nanoseconds = () => Number(process.hrtime.bigint());

const started = nanoseconds();
const { handler } = require(functionFile);
handler(variables, event, callback);
const cold = nanoseconds() - started;

/** A call of a warm instance, in ns. */
function warm() {
  // With eight handlers, the compiler cannot inline a handler into this loop. A runtime's caller
  // cannot inline one either.
  const handlers = Array.from({ length: 8 }, () => {
    delete require.cache[functionFile];
    return require(functionFile).handler;
  });
  const rounds = Array.from({ length: 4 }, () => {
    const begun = nanoseconds();
    for (let call = 0; call < calls; call += 1) {
      for (const each of handlers) each(variables, event, callback);
    }
    return (nanoseconds() - begun) / calls / handlers.length;
  });
  // Other work of the machine only adds time, and so does compiling. So the least time is the
  // truest.
  return Math.min(...rounds);
}

const { proxy_address: address } = answer;
console.log(JSON.stringify({ address, cold, warm: calls > 0 ? warm() : 0 }));
