#!/bin/sh
# Finding: libphonenumber-js/max has the class Metadata for `import`, and in its types, but not for `require`.
#
# Software:  npm package libphonenumber-js 1.13.16 (https://gitlab.com/catamphetamine/libphonenumber-js), Node.js 20 or
#            later. Its README shows Metadata as a public export.
# Input:     the same name, from the same entry of the package, once by import and once by require
# Expected:  the class in both cases, as the types of libphonenumber-js/max say
# Seen:      import gives the class, and require gives undefined: "Metadata is not a constructor". The entry
#            libphonenumber-js/min has the class in both cases. TypeScript that is compiled to CommonJS passes the
#            compiler, and fails when it runs.
# Way out:   Metadata of libphonenumber-js/core, with metadata.max.json.
#
# Exit code 0 if it still behaves so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts libphonenumber-js@1.13.16

cat > both.mjs <<'JS'
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const kindOf = async (entry) => {
  const imported = typeof (await import(entry)).Metadata;
  const required = typeof require(entry).Metadata;
  console.log(`${entry}: import gives ${imported}, require gives ${required}`);
  return `${imported} ${required}`;
};
const max = await kindOf('libphonenumber-js/max');
const min = await kindOf('libphonenumber-js/min');
const isSame = max === 'function undefined' && min === 'function function';
process.exitCode = isSame ? 0 : 1;
JS
echo "libphonenumber-js $(node -p "require('libphonenumber-js/package.json').version"), Node.js $(node --version)"
if node both.mjs; then
  echo 'require still gives no Metadata.'
else
  echo 'It behaves otherwise now.'
  exit 1
fi
