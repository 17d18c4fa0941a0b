import { beginningOf } from './callback/answer';
import type { Here } from './callback/explanation';
import { judgeFailure, type Request, send, urlOf } from './callback/request';
import { command, run } from './terminal/command';
import { type Finding, finding, isRight } from './terminal/finding';
import { ASSETS_FOLDER, ENV } from './terminal/flags';
import { shown } from './terminal/personal';
import { printFindings, readingOf } from './terminal/print';
import { visible } from './terminal/text';
import { readConfiguration } from './twilio/configuration';
import { functionAt } from './twilio/local-runtime';

/** Twilio's test number, which no customer has: https://www.twilio.com/docs/iam/test-credentials */
const CUSTOMER = '+15005550006';

/** Plays Frontline: sends the request to the Function, in the local runtime or anywhere else. */
async function ask(request: Request, here: Here): Promise<Finding[]> {
  const { url, parameters, authToken } = request;
  console.log(`Frontline asks ${url.href}`);
  for (const [name, value] of Object.entries(parameters)) console.log(`  ${name}=${value}`);
  const signature = authToken
    ? 'signed with AUTH_TOKEN'
    : 'not signed: there is no AUTH_TOKEN, and nothing else can sign';
  console.log(`  ${signature}\n`);
  const started = performance.now();
  const answer = await send(request).catch((error: unknown) => judgeFailure(error, url));
  if ('places' in answer) return [answer];
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  console.log(`The Function answers ${answer.status} in ${seconds} s; Frontline waits 6 s.`);
  console.log(
    `  ${visible(shown(beginningOf(answer), here.identities)).replaceAll('\n', '\n  ')}\n`,
  );
  const { findingsOf } = await import('./callback/findings');
  return findingsOf(answer, request, here);
}

run(
  command(
    'npm run callback --',
    'Plays Frontline: sends one outgoing-conversation callback to the Function, and says what Frontline would do with the answer, and which rule of the mapping decides. Exit code 0 if Frontline would start the conversation.',
  )
    .option(
      '--url <url>',
      'ask this Function, signed with AUTH_TOKEN, as an API key cannot sign (default: run the Function here)',
      urlOf,
    )
    .option('--channel <channel>', 'ChannelType', 'sms')
    .option('--customer <address>', `ChannelValue (default: ${CUSTOMER}, or with whatsapp:)`)
    .option('--customer-id <id>', 'CustomerId', '1')
    .option('--worker <identity>', 'Worker', 'worker@example.com')
    .option('--location <location>', 'Location', 'GetProxyAddress')
    .addOption(ENV)
    .addOption(ASSETS_FOLDER),
  async ({ url, channel, customer, customerId, worker, location, env, assetsFolder }) => {
    const configuration = readConfiguration(env);
    const parameters = {
      Location: location,
      ChannelType: channel,
      ChannelValue: customer ?? (channel === 'whatsapp' ? 'whatsapp:' : '') + CUSTOMER,
      CustomerId: customerId,
      Worker: worker,
    };
    const { AUTH_TOKEN: authToken } = configuration.credentials;
    const asked = await functionAt(url, assetsFolder, configuration);
    const request = { url: new URL(asked.callbackUrl), parameters, authToken };
    const reading = readingOf({ all: true });
    const findings = await ask(request, { configuration, assetsFolder, ...reading });
    // The answer already tells a refusal. Only a log line of an accepted request is news.
    const logged = asked.logged.filter((line) => line.startsWith('200 '));
    findings.push(...logged.map((line) => finding('function/logs', [], line)));
    printFindings(findings, reading);
    await asked.stop();
    return isRight(findings);
  },
);
