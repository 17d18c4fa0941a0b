#!/bin/sh
# Finding: dotenv 6.2.0, which twilio-run reads .env with, keeps the closing quote of a value if anything follows it.
#
# Software:  npm package dotenv 6.2.0 (https://github.com/motdotla/dotenv), which twilio-run 5.0.1 depends on, and 16.4.5
# Input:     NAME="front-desk" with one blank, or a comment, behind the closing quote
# Expected:  front-desk. Neither quote, or both quotes, belong to the value. A blank at the end of a line is invisible.
# Seen:      6.2.0 takes away the opening quote alone: front-desk" with the blank, and front-desk" # ours with the
#            comment. Without anything behind the quote it gives front-desk. 16.4.5 gives front-desk in all three cases. So a
#            Function that is deployed by twilio-run gets another value than a program that reads the same file with a
#            newer dotenv.
# Way out:   write nothing behind the closing quote, or no quotes.
#
# Exit code 0 if it still behaves so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts dotenv@6.2.0 newer@npm:dotenv@16.4.5
printf 'PLAIN="front-desk"\nBLANK="front-desk" \nCOMMENT="front-desk" # ours\n' > .env

cat > both.cjs <<'JS'
const { readFileSync } = require('node:fs');

const read = (name) => JSON.stringify(require(name).parse(readFileSync('.env')));
const [old, newer] = [read('dotenv'), read('newer')];
console.log(`dotenv ${require('dotenv/package.json').version}: ${old}`);
console.log(`dotenv ${require('newer/package.json').version}: ${newer}`);
const asSeen = {
  old: JSON.stringify({ PLAIN: 'front-desk', BLANK: 'front-desk"', COMMENT: 'front-desk" # ours' }),
  newer: JSON.stringify({ PLAIN: 'front-desk', BLANK: 'front-desk', COMMENT: 'front-desk' }),
};
process.exitCode = old === asSeen.old && newer === asSeen.newer ? 0 : 1;
JS
if node both.cjs; then
  echo 'dotenv 6.2.0 still keeps a closing quote that something follows.'
else
  echo 'It behaves otherwise now.'
  exit 1
fi
