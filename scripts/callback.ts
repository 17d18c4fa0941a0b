import { CHANNELS } from '../src/channel';
import { SERVICE_VARIABLE } from '../src/conversations';
import { Refusal } from '../src/refusal';
import { compare } from './callback/comparison';
import { judgePair, type PairVerdict } from './callback/conversations';
import { judgeCustomer } from './callback/customer';
import { type Explanation, explain, mayGive } from './callback/explanation';
import { judgeOwnership } from './callback/ownership';
import { judgeFailure, type Request, send } from './callback/request';
import { type Answer, judge, judgeUnsigned, type Verdict } from './callback/verdict';
import { misspelt } from './mapping/misspelt';
import { runCommand, UsageError } from './terminal/command';
import { paint } from './terminal/paint';
import { isPersonal } from './terminal/personal';
import { buildFunction } from './twilio/build';
import { type Configuration, givenToFunction, readConfiguration } from './twilio/configuration';
import { startLocalRuntime } from './twilio/local-runtime';

const USAGE = `npm run callback -- [flags]

Plays Frontline: sends one outgoing-conversation callback to the Function, and says what Frontline would do
with the answer, and which rule of the mapping here decides. Exit code 0 if it would start the conversation.

  --url URL              ask this Function, as in https://….twil.io/callbacks/outgoing-conversation, signed
                         with AUTH_TOKEN (default: run the Function here, and ask that)
  --channel CHANNEL      ChannelType (default: sms)
  --customer ADDRESS     ChannelValue, the customer's address (default: +15005550006, or with whatsapp:)
  --customer-id ID       CustomerId (default: 1)
  --worker IDENTITY      Worker (default: worker@example.com)
  --location LOCATION    Location (default: GetProxyAddress)
  --env FILE             read variables and credentials from FILE (default: .env)
  --assets-folder DIR    read the mapping from DIR (default: assets)
  --help                 print this`;

/** A number of Twilio's that no customer has: https://www.twilio.com/docs/iam/test-credentials */
const CUSTOMER = '+15005550006';

/** Plays Frontline against the Function in the local runtime, or anywhere. */
async function ask(
  request: Request,
  configuration: Configuration,
  explanation: Explanation,
): Promise<boolean> {
  const { url, parameters, authToken } = request;
  console.log(`Frontline asks ${url.href}`);
  for (const [name, value] of Object.entries(parameters)) console.log(`  ${name}=${value}`);
  console.log(authToken ? '  signed with AUTH_TOKEN\n' : '  not signed: there is no AUTH_TOKEN\n');

  const verdicts = await judgeCallback(request, configuration, explanation);
  for (const verdict of verdicts) printVerdict(verdict);
  return verdicts.every(({ level }) => level !== 'fail');
}

async function judgeCallback(
  request: Request,
  configuration: Configuration,
  explanation: Explanation,
): Promise<Verdict[]> {
  const { url, parameters, authToken } = request;
  const { ChannelType, ChannelValue, Worker } = parameters;
  const started = performance.now();
  let answer: Answer;
  try {
    answer = await send(request);
  } catch (error) {
    return [judgeFailure(error, url)];
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  console.log(`The Function answers ${answer.status} in ${seconds} s; Frontline waits 6 s.`);
  console.log(`  ${answer.body.slice(0, 1000)}\n`);

  const customer = judgeCustomer(ChannelType, ChannelValue);
  const verdict = judge(answer, parameters, authToken !== undefined);
  const { proxyAddress } = verdict;
  const customerIs = { channel: ChannelType, customerAddress: ChannelValue };
  // With such a customer, no right answer helps.
  const [owned, taken] =
    customer?.level === 'fail' || !proxyAddress
      ? []
      : await Promise.all([
          judgeOwnership(ChannelType, proxyAddress, configuration),
          judgePair({ worker: Worker, ...customerIs, proxyAddress }, configuration),
        ]);
  const failures = [customer, owned, taken].filter((one) => one?.level === 'fail');
  return [
    compare(answer, explanation),
    ...failures,
    customer?.level === 'fail' ? undefined : customer,
    failures.length > 0 && verdict.level === 'pass' ? undefined : verdict,
    ...reasons(explanation, ChannelType, taken, proxyAddress),
    ...[owned, taken].filter((one) => one?.level !== 'fail'),
    authToken ? await judgeWithoutSignature(request) : judgeUnsigned(url, answer),
  ].filter((one) => one !== undefined);
}

function reasons(
  explanation: Explanation,
  channel: string,
  taken: PairVerdict | undefined,
  proxyAddress = '',
): Verdict[] {
  const { why, nearMiss, given, asks } = explanation;
  const own = given instanceof Refusal ? '' : given.sticky;
  const asked =
    own !== proxyAddress && mayGive(explanation, proxyAddress)
      ? `Conversations were asked: ${own} would be this pair's own, ${whyNotOwn(own, proxyAddress, taken)}.`
      : undefined;
  const meant = misspelt(channel, CHANNELS);
  const warnings = [
    meant && `Frontline asks for no channel ${channel}: is ${meant} meant?`,
    nearMiss &&
      `The mapping has nobody called ${JSON.stringify(nearMiss.asked)}: is ${JSON.stringify(nearMiss.meant)} meant? Capitals and white space count.`,
    taken?.level === 'fail' && wayOut(given, asks),
  ].filter((text) => typeof text === 'string');
  return [
    ...[why, asked].flatMap((text) => (text ? [{ level: 'reason', text } as const] : [])),
    ...warnings.map((text) => ({ level: 'warning', text }) as const),
  ];
}

/** Why a pair gets another address than its own. */
function whyNotOwn(own: string, proxyAddress: string, { taken, isOwn }: Partial<PairVerdict> = {}) {
  if (isOwn) return `but this worker talks over ${proxyAddress} already`;
  if (taken?.includes(own)) return 'but is taken';
  return taken
    ? 'and is not taken any more'
    : `but is taken, or this worker talks over ${proxyAddress} already (set ACCOUNT_SID and AUTH_TOKEN to learn which)`;
}

/** What to do about an address that is taken (48031). */
function wayOut(given: Explanation['given'], asks: boolean): string | undefined {
  if (given instanceof Refusal) return undefined;
  if (given.candidates.length < 2) {
    return `${given.place()} has no other address: a pool of more helps, or to close that conversation.`;
  }
  return asks
    ? 'Every address of the pool is taken, or Conversations could not be asked: see the log of the Function.'
    : `Another address of the pool may be free. To have the Function ask, set ${SERVICE_VARIABLE} in .env: npm run check shows it.`;
}

async function judgeWithoutSignature({ url, parameters }: Request): Promise<Verdict> {
  try {
    return judgeUnsigned(url, await send({ url, parameters }));
  } catch {
    const text = 'Not checked: the same request without a signature got no answer.';
    return { level: 'unchecked', text };
  }
}

const MARKS = {
  pass: ['green', '✔'],
  fail: ['red', '✘'],
  warning: ['yellow', '⚠'],
  unchecked: ['yellow', '–'],
  reason: ['reset', '→'],
} as const;

function printVerdict({ level, text }: Verdict): void {
  const [colour, mark] = MARKS[level];
  console.log(paint(colour, `${mark} ${text}`));
}

function urlOf(text: string): URL {
  if (!/^https?:\/\/./.test(text) || !URL.canParse(text)) {
    throw new UsageError('--url must be a URL that begins with https:// or http://');
  }
  const url = new URL(text);
  if (url.username || url.password) {
    throw new UsageError('--url must hold no user name and no password: a Function takes none');
  }
  return url;
}

runCommand({
  usage: USAGE,
  flags: {
    url: { type: 'string' },
    channel: { type: 'string', default: 'sms' },
    customer: { type: 'string' },
    'customer-id': { type: 'string', default: '1' },
    worker: { type: 'string', default: 'worker@example.com' },
    location: { type: 'string', default: 'GetProxyAddress' },
    env: { type: 'string' },
    'assets-folder': { type: 'string', default: 'assets' },
  },
  async run(flags) {
    const url = flags.url === undefined ? undefined : urlOf(flags.url);
    const assetsFolder = flags['assets-folder'];
    const configuration = readConfiguration(flags.env);
    const parameters = {
      Location: flags.location,
      ChannelType: flags.channel,
      ChannelValue: flags.customer ?? (flags.channel === 'whatsapp' ? 'whatsapp:' : '') + CUSTOMER,
      CustomerId: flags['customer-id'],
      Worker: flags.worker,
    };
    const here = { configuration, assetsFolder, personal: isPersonal() };
    const explanation = explain(parameters, here);
    const { authToken } = configuration.credentials;
    const request = { parameters, ...(authToken && { authToken }) };
    if (url) return ask({ url, ...request }, configuration, explanation);

    buildFunction();
    const runtime = await startLocalRuntime({
      assetsFolder,
      variables: givenToFunction(configuration),
    });
    try {
      const local = { url: new URL(runtime.callbackUrl), ...request };
      return await ask(local, configuration, explanation);
    } finally {
      await runtime.stop();
      // What it refuses, it has said in its answer.
      const logged = runtime.logged.find((line) => line.startsWith('200 48031 '));
      if (logged) printVerdict({ level: 'warning', text: `The Function logs: ${logged}` });
    }
  },
});
