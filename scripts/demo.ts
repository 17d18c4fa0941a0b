import { SERVICE_VARIABLE } from '../src/conversations';
import { recordOf } from '../src/record';
import { CONVERSATIONS, SCENES, type Scene } from './demo/scenes';
import { playConversations, SERVICE_SID } from './stand-in/conversations';
import { command, run } from './terminal/command';
import { buildFunction } from './twilio/build';
import { startLocalRuntime } from './twilio/local-runtime';

/** Twilio has no such account. The Function only asks if it has credentials. */
const CREDENTIALS = { ACCOUNT_SID: `AC${'0'.repeat(32)}`, AUTH_TOKEN: '0'.repeat(32) };

/** Plays Frontline against the local runtime, and says whether every answer was right. */
async function demo(): Promise<boolean> {
  await playConversations(CONVERSATIONS);
  const runtime = await startLocalRuntime({
    assetsFolder: 'examples',
    functionFile: buildFunction(),
    variables: { ...CREDENTIALS, [SERVICE_VARIABLE]: SERVICE_SID },
  });
  try {
    console.log(`The Function runs in the local Twilio runtime, with the mapping in examples/.
This demo plays Frontline: POST ${runtime.callbackUrl}
A stand-in on this machine plays Conversations: it tells the Function who texts whom.
`);
    let right = 0;
    for (const [index, scene] of SCENES.entries()) {
      console.log(`${index + 1}. ${scene.title}`);
      right += (await play(scene, runtime.callbackUrl)) ? 1 : 0;
    }
    console.log(`${right} of ${SCENES.length} answers were right.`);
    return right === SCENES.length;
  } finally {
    await runtime.stop();
  }
}

async function play(scene: Scene, callbackUrl: string): Promise<boolean> {
  const parameters = { Location: 'GetProxyAddress', CustomerId: '42', ...scene.parameters };
  const asked = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  console.log(`   Frontline asks   ${asked.join('  ')}`);

  const body = new URLSearchParams(parameters);
  const response = await fetch(callbackUrl, { method: 'POST', body });
  const answer: unknown = await response.json();
  console.log(`   Function answers ${response.status} ${JSON.stringify(answer)}`);

  // The wording of a refusal does not count.
  const refusal = `${response.status} ${recordOf(answer).code}`;
  const isRight = scene.answer === (response.ok ? JSON.stringify(answer) : refusal);
  console.log(isRight ? `   ✔ ${scene.rule}\n` : `   ✘ expected ${scene.answer}\n`);
  return isRight;
}

run(
  command(
    'npm run demo',
    "Runs the Function in the local Twilio runtime with the mapping in examples/, plays Frontline, and prints each question and answer. It needs no account: a stand-in plays Twilio's Conversations. Exit code 0 if every answer is right.",
  ),
  demo,
);
