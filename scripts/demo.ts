import { isDeepStrictEqual } from 'node:util';
import { recordOf } from '../src/record';
import { runCommand } from './terminal/command';
import { buildFunction } from './twilio/build';
import { startLocalRuntime } from './twilio/local-runtime';

const USAGE = `npm run demo

Runs the Function in the local Twilio runtime with the mapping in examples/, plays Frontline, and prints
each question and answer. No account is needed. Exit code 0 if every answer is right.`;

/** One question that Frontline asks, and the answer that is right: an address, or an error code. */
interface Scene {
  title: string;
  /** The rule that decides, as the README calls it. */
  rule: string;
  parameters: { ChannelType: string; ChannelValue: string; Worker: string };
  answer: { proxy_address: string } | { status: number; code: number };
}

const SCENES: Scene[] = [
  {
    title: 'Dee starts an SMS conversation with a customer in California.',
    rule: "the channel's default is a pool: of its three numbers, Dee and this customer always get this one",
    parameters: { ChannelType: 'sms', ChannelValue: '+14155550199', Worker: 'dee@example.com' },
    answer: { proxy_address: '+14155550101' },
  },
  {
    title: 'Dee starts one with a customer in Britain.',
    rule: "the channel's prefix +44",
    parameters: { ChannelType: 'sms', ChannelValue: '+447700900199', Worker: 'dee@example.com' },
    answer: { proxy_address: '+442079460100' },
  },
  {
    title: 'Dee starts one with a customer in Manhattan.',
    rule: "the channel's prefix +1212, again a pool",
    parameters: { ChannelType: 'sms', ChannelValue: '+12125550199', Worker: 'dee@example.com' },
    answer: { proxy_address: '+12125550110' },
  },
  {
    title: 'Ana, who has a number of her own, starts one with a customer in Britain.',
    rule: "the worker's own number, before any rule of the channel",
    parameters: { ChannelType: 'sms', ChannelValue: '+447700900199', Worker: 'ana@example.com' },
    answer: { proxy_address: '+14155550120' },
  },
  {
    title: 'Bo starts one with a customer in Britain.',
    rule: "the worker's prefix +44",
    parameters: { ChannelType: 'sms', ChannelValue: '+447700900199', Worker: 'bo@example.com' },
    answer: { proxy_address: '+442079460130' },
  },
  {
    title: 'Bo starts one with a customer in Manhattan.',
    rule: "the worker's default, before the channel's prefix +1212",
    parameters: { ChannelType: 'sms', ChannelValue: '+12125550199', Worker: 'bo@example.com' },
    answer: { proxy_address: '+14155550130' },
  },
  {
    title: 'Cy, who has a rule for France alone, starts one with a customer in Britain.',
    rule: "the channel's prefix +44, as no rule of the worker fits",
    parameters: { ChannelType: 'sms', ChannelValue: '+447700900199', Worker: 'cy@example.com' },
    answer: { proxy_address: '+442079460100' },
  },
  {
    title: 'Ana starts a WhatsApp conversation.',
    rule: "the channel's pool; a number written without whatsapp: gets it",
    parameters: {
      ChannelType: 'whatsapp',
      ChannelValue: 'whatsapp:+14155550199',
      Worker: 'ana@example.com',
    },
    answer: { proxy_address: 'whatsapp:+14155550150' },
  },
  {
    title: 'Bo starts a chat.',
    rule: "the channel's one address",
    parameters: { ChannelType: 'chat', ChannelValue: 'customer-42', Worker: 'bo@example.com' },
    answer: { proxy_address: 'front-desk' },
  },
  {
    title: 'Bo tries a channel that nobody has set up.',
    rule: 'refused: there is no address',
    parameters: {
      ChannelType: 'messenger',
      ChannelValue: 'messenger:42',
      Worker: 'bo@example.com',
    },
    answer: { status: 403, code: 48026 },
  },
  {
    title: "Ana's contact list holds her own number.",
    rule: "refused: the only address is the customer's own",
    parameters: { ChannelType: 'sms', ChannelValue: '+14155550120', Worker: 'ana@example.com' },
    answer: { status: 403, code: 48027 },
  },
];

/** Plays Frontline's part against the local runtime; says whether every answer was right. */
async function demo(): Promise<boolean> {
  buildFunction();
  const runtime = await startLocalRuntime({
    assetsFolder: 'examples',
    flags: ['--no-fork-process', '--no-live'],
  });
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
  console.log(right ? `   ✔ ${scene.rule}\n` : `   ✘ expected ${JSON.stringify(scene.answer)}\n`);
  return right;
}

/** A refusal is right by its status and code; an address only if nothing else is said. */
function isRight(status: number, answer: unknown, expected: Scene['answer']): boolean {
  return 'proxy_address' in expected
    ? status === 200 && isDeepStrictEqual(answer, expected)
    : status === expected.status && recordOf(answer).code === expected.code;
}

runCommand({ usage: USAGE, flags: {}, run: demo });
