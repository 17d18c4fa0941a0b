import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { startLocalRuntime } from './local-runtime';

const EXAMPLES = path.join(__dirname, '..', 'examples');

/** One question that Frontline asks, and the answer that is right: an address, or an error code. */
interface Scene {
  title: string;
  parameters: { ChannelType: string; ChannelValue: string; Worker: string };
  answer: { proxy_address: string } | { status: number; code: number };
}

const SCENES: Scene[] = [
  {
    title: 'Ana starts an SMS conversation with a customer.',
    parameters: { ChannelType: 'sms', ChannelValue: '+14155550199', Worker: 'ana@example.com' },
    answer: { proxy_address: '+14155550100' },
  },
  {
    title: 'Ana starts a WhatsApp conversation.',
    parameters: {
      ChannelType: 'whatsapp',
      ChannelValue: 'whatsapp:+14155550199',
      Worker: 'ana@example.com',
    },
    answer: { proxy_address: 'whatsapp:+14155550101' },
  },
  {
    title: 'Bo starts a chat.',
    parameters: { ChannelType: 'chat', ChannelValue: 'customer-42', Worker: 'bo@example.com' },
    answer: { proxy_address: 'front-desk' },
  },
  {
    title: 'Bo tries a channel that nobody has set up.',
    parameters: {
      ChannelType: 'messenger',
      ChannelValue: 'messenger:42',
      Worker: 'bo@example.com',
    },
    answer: { status: 403, code: 48026 },
  },
];

/** Plays Frontline's part against the local runtime; says whether every answer was right. */
async function demo(): Promise<boolean> {
  const runtime = await startLocalRuntime({ assetsFolder: EXAMPLES });
  try {
    console.log('The Function runs in the local Twilio runtime, with the mapping in examples/.');
    console.log(`This demo plays Frontline: POST ${runtime.callbackUrl}\n`);
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
  const parameters = { Location: 'GetProxyAddress', ...scene.parameters, CustomerId: '42' };
  const asked = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  console.log(`   Frontline asks   ${asked.join('  ')}`);

  const body = new URLSearchParams(parameters);
  const response = await fetch(callbackUrl, { method: 'POST', body });
  const answer: unknown = await response.json();
  console.log(`   Function answers ${response.status} ${JSON.stringify(answer)}`);

  const right = isRight(response.status, answer, scene.answer);
  console.log(right ? '   ✔ right\n' : `   ✘ expected ${JSON.stringify(scene.answer)}\n`);
  return right;
}

/** A refusal is right by its status and code; an address only if nothing else is said. */
function isRight(status: number, answer: unknown, expected: Scene['answer']): boolean {
  return 'proxy_address' in expected
    ? status === 200 && isDeepStrictEqual(answer, expected)
    : status === expected.status && Object(answer).code === expected.code;
}

demo().then((right) => {
  process.exitCode = right ? 0 : 1;
});
