import { judge } from '../callback/answer';
import { judgeCustomer } from '../callback/customer';
import { judgeFailure, send } from '../callback/request';
import { type Finding, finding, isRight } from '../terminal/finding';
import { buildFunction } from '../twilio/build';
import { type Configuration, contextOf } from '../twilio/configuration';
import { startLocalRuntime } from '../twilio/local-runtime';

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
  const here = { assetsFolder, variables: contextOf(configuration) };
  const runtime = url
    ? undefined
    : await startLocalRuntime({ ...here, functionFile: buildFunction() });
  const request = {
    url: url ?? new URL(`${runtime?.callbackUrl}`),
    parameters: {
      ...{ Location: 'GetProxyAddress', ChannelType: channel, ChannelValue: customer },
      ...{ CustomerId: '1', Worker: worker },
    },
    authToken: configuration.credentials.AUTH_TOKEN,
  };
  const answer = await send(request).catch((error: unknown) => judgeFailure(error, request.url));
  await runtime?.stop();
  if ('places' in answer) return { findings: [...findings, answer] };
  const { verdict, proxyAddress: address } = judge(answer, request.parameters);
  if (!address) return { findings: [...findings, verdict] };
  return { findings: [...findings, finding('step/asked', [], address)], address };
}
