import { recordOf } from '../src/record';
import { judgePair } from './callback/conversations';
import {
  type Answer,
  fails,
  judge,
  judgeUnsigned,
  TIMEOUT_MS,
  type Verdict,
} from './callback/verdict';
import { runCommand, UsageError } from './terminal/command';
import { paint } from './terminal/paint';
import { type Configuration, readConfiguration } from './twilio/configuration';

const USAGE = `npm run callback -- --url URL [flags]

Plays Frontline: sends one outgoing-conversation callback, signed with AUTH_TOKEN, and says what
Frontline would do with the answer. Exit code 0 if it would start the conversation.

  --url URL            the Function, as in https://….twil.io/callbacks/outgoing-conversation
  --channel CHANNEL    ChannelType (default: sms)
  --customer ADDRESS   ChannelValue, the customer's address (default: +15005550006, or with whatsapp:)
  --customer-id ID     CustomerId (default: 1)
  --worker IDENTITY    Worker (default: worker@example.com)
  --location LOCATION  Location (default: GetProxyAddress)
  --env FILE           read ACCOUNT_SID and AUTH_TOKEN from FILE (default: .env), or else from the
                       environment
  --help               print this`;

/** A number of Twilio's that no customer has: https://www.twilio.com/docs/iam/test-credentials */
const CUSTOMER = '+15005550006';

/** A question as Frontline sends it. */
interface Request {
  url: URL;
  parameters: {
    Location: string;
    ChannelType: string;
    ChannelValue: string;
    CustomerId: string;
    Worker: string;
  };
  /** Without it, the request goes unsigned. */
  authToken?: string;
}

/**
 * Sends a form as Frontline does, and waits no longer than Frontline does.
 *
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
async function send({ url, parameters, authToken }: Request): Promise<Answer> {
  const signature = authToken && (await sign(authToken, url, parameters));
  const response = await fetch(url, {
    method: 'POST',
    headers: signature ? { 'X-Twilio-Signature': signature } : {},
    body: new URLSearchParams(parameters),
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const body = await response.text();
  return { status: response.status, contentType: response.headers.get('content-type') ?? '', body };
}

/** The SDK is loaded only where something is signed: it takes as long as all the rest. */
async function sign(
  authToken: string,
  url: URL,
  parameters: Request['parameters'],
): Promise<string> {
  const { default: twilio } = await import('twilio');
  return twilio.getExpectedTwilioSignature(authToken, url.href, parameters);
}

async function judgeCallback(request: Request, configuration: Configuration): Promise<Verdict[]> {
  const { url, parameters, authToken } = request;
  const started = performance.now();
  let answer: Answer;
  try {
    answer = await send(request);
  } catch (error) {
    return [judgeFailure(error)];
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  console.log(`The Function answers ${answer.status} in ${seconds} s; Frontline waits 6 s.`);
  console.log(`  ${answer.body.slice(0, 1000)}\n`);

  const verdict = judge(answer, parameters, authToken !== undefined);
  const { proxyAddress } = verdict;
  return [
    verdict,
    ...(proxyAddress ? [await judgePair(pairOf(parameters, proxyAddress), configuration)] : []),
    authToken ? await judgeWithoutSignature(request) : judgeUnsigned(url, answer),
  ];
}

/** Frontline names a WhatsApp customer with the scheme, as Conversations do. */
function pairOf(
  { ChannelType, ChannelValue, Worker }: Request['parameters'],
  proxyAddress: string,
) {
  const isBare = ChannelType === 'whatsapp' && ChannelValue.startsWith('+');
  const customerAddress = isBare ? `whatsapp:${ChannelValue}` : ChannelValue;
  return { worker: Worker, customerAddress, proxyAddress };
}

async function judgeWithoutSignature({ url, parameters }: Request): Promise<Verdict> {
  try {
    return judgeUnsigned(url, await send({ url, parameters }));
  } catch {
    return {
      level: 'unchecked',
      text: 'Not checked: the same request without a signature got no answer.',
    };
  }
}

function judgeFailure(error: unknown): Verdict {
  const { name, cause } = recordOf(error);
  return name === 'TimeoutError'
    ? fails(48005, 'no answer within 6 s')
    : fails(48004, `the URL cannot be reached (${recordOf(cause).code ?? error})`);
}

const MARKS = { pass: ['green', '✔'], fail: ['red', '✘'], unchecked: ['yellow', '–'] } as const;

function printVerdict({ level, text }: Verdict): void {
  const [colour, mark] = MARKS[level];
  console.log(paint(colour, `${mark} ${text}`));
}

runCommand({
  usage: USAGE,
  flags: {
    url: { type: 'string', default: '' },
    channel: { type: 'string', default: 'sms' },
    customer: { type: 'string' },
    'customer-id': { type: 'string', default: '1' },
    worker: { type: 'string', default: 'worker@example.com' },
    location: { type: 'string', default: 'GetProxyAddress' },
    env: { type: 'string' },
  },
  async run(flags) {
    if (!/^https?:\/\/./.test(flags.url) || !URL.canParse(flags.url)) {
      throw new UsageError('--url must be a URL that begins with https:// or http://');
    }
    const configuration = readConfiguration(flags.env);
    const { authToken } = configuration.credentials;
    const request: Request = {
      url: new URL(flags.url),
      parameters: {
        Location: flags.location,
        ChannelType: flags.channel,
        ChannelValue:
          flags.customer ?? (flags.channel === 'whatsapp' ? 'whatsapp:' : '') + CUSTOMER,
        CustomerId: flags['customer-id'],
        Worker: flags.worker,
      },
      ...(authToken && { authToken }),
    };

    console.log(`Frontline asks ${request.url.href}`);
    for (const [name, value] of Object.entries(request.parameters)) {
      console.log(`  ${name}=${value}`);
    }
    console.log(
      authToken ? '  signed with AUTH_TOKEN\n' : '  not signed: there is no AUTH_TOKEN\n',
    );

    const verdicts = await judgeCallback(request, configuration);
    for (const verdict of verdicts) printVerdict(verdict);
    return verdicts.every(({ level }) => level !== 'fail');
  },
});
