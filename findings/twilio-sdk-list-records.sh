#!/bin/sh
# Finding: a record that `list()` of Twilio's SDK gives could not change or remove itself in 6.1.0 to 6.2.0.
#
# Software:  npm package twilio 6.2.0 and 6.3.1 (https://www.npmjs.com/package/twilio), Node.js 20 or later
# Input:     `client.conversations.v1.services(sid).conversations.list()`, then `.remove()` on a record of the list.
#            An HTTP client of our own answers, so no account is needed.
# Expected:  DELETE goes to the record's own URL, as with the record that `fetch()` gives
# Seen:      6.2.0 throws before it sends anything: "Parameter 'sid' is not valid", though `record.sid` is right.
#            6.3.1 sends DELETE …/Conversations/CH….
# Way out:   take the record's SID: `service.conversations(record.sid).remove()`. It works in both versions.
#
# Exit code 0 if both versions still behave so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts older@npm:twilio@6.2.0 newer@npm:twilio@6.3.1

cat > records.cjs <<'JS'
const sid = `CH${'1'.repeat(32)}`;

async function tell(name) {
  const sent = [];
  const httpClient = {
    request: async ({ method, uri }) => {
      sent.push(`${method.toUpperCase()} ${new URL(uri).pathname}`);
      if (method === 'delete') return { statusCode: 204 };
      const meta = { key: 'conversations', page: 0, page_size: 50, next_page_url: null };
      return { statusCode: 200, body: { conversations: [{ sid, chat_service_sid: `IS${'2'.repeat(32)}` }], meta } };
    },
  };
  const client = require(name)(`AC${'0'.repeat(32)}`, 'token', { httpClient });
  const [record] = await client.conversations.v1.services(`IS${'2'.repeat(32)}`).conversations.list();
  const isRight = record.sid === sid;
  const remove = async () => record.remove();
  const error = await remove().then(
    () => '',
    (reason) => reason.message,
  );
  const { version } = require(`${name}/package.json`);
  console.log(`twilio ${version}: record.sid is ${isRight ? 'right' : 'wrong'}; remove(): ${error || sent.at(-1)}`);
  return isRight && error !== '';
}

(async () => {
  const [older, newer] = [await tell('older'), await tell('newer')];
  process.exitCode = older && !newer ? 0 : 1;
})();
JS
if node records.cjs; then
  echo 'A record of a list could not remove itself in 6.2.0, and can in 6.3.1.'
else
  echo 'It behaves otherwise now.'
  exit 1
fi
