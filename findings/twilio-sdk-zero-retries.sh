#!/bin/sh
# Finding: in Twilio's SDK, `maxRetries: 0` means three retries.
#
# Software:  npm package twilio 6.3.1 (https://www.npmjs.com/package/twilio), Node.js 20 or later
# Input:     a RequestClient with `autoRetry: true`, and a server on this machine that answers 429 each time
# Expected:  `maxRetries: n` sends the request 1 + n times: with 0 once
# Seen:      with 0 it is sent 4 times, as without `maxRetries`. 1 gives 2 requests, 3 gives 4.
# Why:       the SDK reads the number with `options.maxRetries || 3`, and 0 is false.
# Way out:   `autoRetry: false` sends a request once.
#
# Exit code 0 if it still behaves so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts twilio@6.3.1

cat > retries.cjs <<'JS'
const { createServer } = require('node:http');
const { RequestClient } = require('twilio');

let count = 0;
const server = createServer((_, response) => {
  count += 1;
  response.writeHead(429).end('{}');
}).listen(0, '127.0.0.1', async () => {
  const uri = `http://127.0.0.1:${server.address().port}/`;
  const seen = {};
  for (const maxRetries of [undefined, 0, 1, 3]) {
    count = 0;
    const client = new RequestClient({ autoRetry: true, maxRetries, maxRetryDelay: 1 });
    await client.request({ method: 'get', uri });
    seen[maxRetries] = count;
    console.log(`maxRetries: ${maxRetries} sends the request ${count} times`);
  }
  server.closeAllConnections();
  server.close();
  const isSame = seen.undefined === 4 && seen[0] === 4 && seen[1] === 2 && seen[3] === 4;
  process.exitCode = isSame ? 0 : 1;
});
JS
echo "twilio $(node -p "require('twilio/package.json').version"), Node.js $(node --version)"
if node retries.cjs; then
  echo 'maxRetries: 0 still means three retries.'
else
  echo 'It behaves otherwise now.'
  exit 1
fi
