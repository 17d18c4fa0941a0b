#!/bin/sh
# Finding: behind undici's retry interceptor, fetch sends no request with a body again, but fails.
#
# Software:  npm package undici 7.30.2 (https://www.npmjs.com/package/undici), Node.js 20 or later
# Input:     `interceptors.retry` that may retry POST after 429, and a server on this machine that answers 429
#            once and then 200
# Expected:  `fetch` of a POST with a short text sends it twice, and gets 200, as `request` does
# Seen:      `request` gets 200 for GET and POST, and so does `fetch` for GET. `fetch` of the POST sends it
#            once, and rejects: UND_ERR_REQ_CONTENT_LENGTH_MISMATCH. The 429 is lost too.
# Why:       `fetch` hands its body on as a stream, even that of a text. The first try reads it to its end, and
#            the second announces its length and has nothing to send. First reported in 2024:
#            https://github.com/nodejs/undici/issues/3288
# Way out:   `request` with a text or a buffer, or a loop around `fetch`.
#
# Exit code 0 if it still behaves so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts undici@7.30.2

cat > retry.cjs <<'JS'
const { createServer } = require('node:http');
const { Agent, fetch, interceptors, request } = require('undici');

const retry = { methods: ['GET', 'POST'], statusCodes: [429], minTimeout: 1, maxTimeout: 1 };
const dispatcher = new Agent().compose(interceptors.retry(retry));

let count = 0;
const server = createServer((asked, response) => {
  asked.resume().on('end', () => {
    count += 1;
    response.writeHead(count === 1 ? 429 : 200).end('{}');
  });
}).listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${server.address().port}/`;
  const seen = [];
  for (const [name, ask] of Object.entries({ request, fetch })) {
    for (const init of [{ method: 'GET' }, { method: 'POST', body: 'a=1' }]) {
      count = 0;
      const outcome = await ask(url, { ...init, dispatcher }).then(
        (answer) => answer.status ?? answer.statusCode,
        (error) => error.cause?.code ?? error.code,
      );
      seen.push(`${name} ${init.method}: ${outcome}, sent ${count} times`);
    }
  }
  console.log(seen.join('\n'));
  server.closeAllConnections();
  server.close();
  const [first, second, third, last] = seen.map((line) => line.split(': ')[1]);
  const isRetried = [first, second, third].every((outcome) => outcome === '200, sent 2 times');
  const isLost = last === 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH, sent 1 times';
  process.exitCode = isRetried && isLost ? 0 : 1;
});
JS
echo "undici $(node -p "require('undici/package.json').version"), Node.js $(node --version)"
if node retry.cjs; then
  echo 'fetch still sends no request with a body again.'
else
  echo 'It behaves otherwise now.'
  exit 1
fi
