#!/bin/sh
# Finding: jsonc-parser's visit skips the rest of a text after a callback has returned false, unless there is a callback for the
# end too.
#
# Software:  jsonc-parser 3.3.1 (https://www.npmjs.com/package/jsonc-parser)
# Input:     { "a": { "x": 1 }, "b": { "y": 2 }, "c": 3 }, and a visitor whose onObjectBegin returns false for the object at "a"
# Expected:  visit leaves out what is in that object, and goes on behind it. The README says of false that the items inside are
#            not visited, and names no other callback that this needs.
# Seen:      "b" and "c" are not visited either. With an onObjectEnd that does nothing, they are.
# Way out:   a visitor that skips objects has onObjectEnd, and one that skips arrays has onArrayEnd
#
# Exit code 0 if it still behaves so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts jsonc-parser@3.3.1
cat > skip.cjs <<'JS'
const { visit } = require('jsonc-parser');

function seen(more) {
  const keys = [];
  visit('{ "a": { "x": 1 }, "b": { "y": 2 }, "c": 3 }', {
    onObjectBegin: (_offset, _length, _line, _column, path) => path()[0] !== 'a',
    onObjectProperty: (key) => keys.push(key),
    ...more,
  });
  return keys.join(' ');
}

const [alone, withEnd] = [seen({}), seen({ onObjectEnd() {} })];
console.log(`keys seen without onObjectEnd: ${alone}`);
console.log(`keys seen with an onObjectEnd that does nothing: ${withEnd}`);
process.exit(alone === 'a' && withEnd === 'a b y c' ? 0 : 1);
JS
if node skip.cjs; then
  echo 'visit still loses what follows an object that a visitor skips.'
else
  echo 'It behaves otherwise now.'
  exit 1
fi
