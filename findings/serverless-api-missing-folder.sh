#!/bin/sh
# Finding: to Twilio's Serverless Toolkit, a functions folder that does not exist is a project without Functions.
#
# Software:  npm package @twilio-labs/serverless-api 5.7.0, with which twilio-run 5.0.1 and the Twilio CLI's plugin
#            find what they deploy (https://github.com/twilio-labs/serverless-toolkit), Node.js 20 or later
# Input:     a project with one Function in functions/, and a configuration that names dist/functions, where a build
#            step has not yet run
# Expected:  an error that names the missing folder
# Seen:      an empty list and no error, so what is deployed from it has no Function.
#            (This script stops before the deployment, which needs an account.)
# Way out:   build before each deployment, or look whether the folder exists.
#
# Exit code 0 if it still behaves so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @twilio-labs/serverless-api@5.7.0
mkdir functions assets
echo 'exports.handler = (context, event, callback) => callback(null, "hello");' > functions/hello.js

cat > list.cjs <<'JS'
const { fsHelpers } = require('@twilio-labs/serverless-api');

async function countIn(functionsFolder) {
  const { functions } = await fsHelpers.getListOfFunctionsAndAssets(process.cwd(), {
    functionsFolderNames: [functionsFolder],
    assetsFolderNames: ['assets'],
  });
  console.log(`functionsFolder ${functionsFolder}: ${functions.length} Functions, no error`);
  return functions.length;
}

(async () => {
  const isSame = (await countIn('functions')) === 1 && (await countIn('dist/functions')) === 0;
  process.exitCode = isSame ? 0 : 1;
})().catch((error) => {
  console.log(`an error: ${error.message}`);
  process.exitCode = 1;
});
JS
echo "@twilio-labs/serverless-api $(node -p "require('@twilio-labs/serverless-api/package.json').version"), Node.js $(node --version)"
if node list.cjs; then
  echo 'A missing functions folder is still no error.'
else
  echo 'It behaves otherwise now.'
  exit 1
fi
