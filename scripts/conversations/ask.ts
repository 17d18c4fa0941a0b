import { judge } from '../callback/answer';
import { judgeCustomer } from '../callback/customer';
import { judgeFailure, send } from '../callback/request';
import { type Finding, finding, isRight } from '../terminal/finding';
import { addressGiven } from '../terminal/personal';
import type { Configuration } from '../twilio/configuration';
import { functionAt } from '../twilio/local-runtime';

/**
 * Asks the Function for an address, as Frontline does: at a URL, or here with the local mapping.
 *
 * @returns The address, unless Frontline would refuse the customer's address or the answer.
 */
export async function askFunction(
  question: Record<'channel' | 'customer' | 'worker' | 'assetsFolder', string> & { url?: URL },
  configuration: Configuration,
): Promise<{ findings: Finding[]; address?: string }> {
  const { channel, customer, worker, assetsFolder, url } = question;
  const findings = judgeCustomer(channel, customer);
  if (!isRight(findings)) return { findings };
  const asked = await functionAt(url, assetsFolder, configuration);
  const request = {
    url: new URL(asked.callbackUrl),
    parameters: {
      ...{ Location: 'GetProxyAddress', ChannelType: channel, ChannelValue: customer },
      ...{ CustomerId: '1', Worker: worker },
    },
    authToken: configuration.credentials.AUTH_TOKEN,
  };
  const answer = await send(request).catch((error: unknown) => judgeFailure(error, request.url));
  await asked.stop();
  if ('places' in answer) return { findings: [...findings, answer] };
  const { verdict, proxyAddress: address } = judge(answer, request.parameters);
  if (!address) return { findings: [...findings, verdict] };
  return { findings: [...findings, finding('step/asked', [], addressGiven(address))], address };
}
