#!/bin/sh
# Finding: behind a proxy, Twilio's SDK hands on what the proxy refuses as if Twilio had refused it.
#
# Software:  npm package twilio 6.3.1 (https://github.com/twilio/twilio-node), Node.js 20 or later
# Input:     HTTP_PROXY names a proxy that refuses CONNECT with 403 and an answer in HTML, as a company's proxy does
# Expected:  an error that says that the connection through the proxy failed
# Seen:      a RestException with status 403, the same that Twilio itself gives to a key without permission. Nothing in
#            it names the proxy. HTTPS_PROXY alone is not read at all: the SDK then asks its host directly.
# Way out:   a custom httpClient whose proxy agent reports the answer to CONNECT as an error, such as undici's.
#
# Exit code 0 if it still behaves so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts twilio@6.3.1

cat > ask.cjs <<'JS'
const http = require('node:http');

(async () => {
  const asked = [];
  const proxy = http.createServer().on('connect', ({ url }, tunnel) => {
    asked.push(url);
    const body = '<h1>Blocked</h1>';
    tunnel.end(`HTTP/1.1 403 Forbidden\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  process.env.HTTP_PROXY = `http://127.0.0.1:${proxy.address().port}`;
  const twilio = require('twilio');
  const client = twilio(`AC${'0'.repeat(32)}`, 'token');
  const error = await client.serverless.v1.services('ZS1').fetch().catch((caught) => caught);
  console.log(`the proxy was asked for ${asked}; the SDK throws ${error.constructor.name}, status ${error.status}`);
  // With HTTPS_PROXY alone, the client has an ordinary agent.
  process.env.HTTPS_PROXY = process.env.HTTP_PROXY;
  delete process.env.HTTP_PROXY;
  const { httpsAgent } = new twilio.RequestClient().axios.defaults;
  console.log(`with HTTPS_PROXY alone: ${httpsAgent.constructor.name}`);
  proxy.closeAllConnections();
  proxy.close();
  const isSame = error.constructor.name === 'RestException' && error.status === 403;
  process.exitCode = isSame && httpsAgent.constructor.name === 'Agent' ? 0 : 1;
})();
JS
node ask.cjs
