#!/bin/sh
# Finding: with a region and no edge, Twilio's SDK makes the name of a host that Twilio has closed.
#
# Software:  npm package twilio 6.3.1 (https://github.com/twilio/twilio-node), Node.js 20 or later
# Input:     TWILIO_REGION=ie1, as Twilio's CLI and SDKs read it, and no TWILIO_EDGE
# Expected:  api.dublin.ie1.twilio.com, or an error. Since 28 April 2026, Twilio answers no more at api.ie1.twilio.com
#            (https://www.twilio.com/docs/global-infrastructure/api-domain-migration-guide).
# Seen:      api.ie1.twilio.com, without a warning
# Way out:   set TWILIO_EDGE=dublin too, or unset both.
#            (This script reads the name of the host, and asks nobody.)
#
# Exit code 0 if it still behaves so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts twilio@6.3.1

cat > host.cjs <<'JS'
const client = require('twilio')(`AC${'0'.repeat(32)}`, 'token');
const host = client.getHostname('api.twilio.com', client.edge, client.region);
console.log(`TWILIO_REGION=${client.region}, TWILIO_EDGE=${client.edge}: ${host}`);
process.exitCode = host === 'api.ie1.twilio.com' ? 0 : 1;
JS
env -u TWILIO_EDGE TWILIO_REGION=ie1 node host.cjs
