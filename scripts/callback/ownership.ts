import { OWNED_LISTS } from '../twilio/account';
import { twilioClient } from '../twilio/client';
import { type Configuration, isComplete } from '../twilio/configuration';
import { describeFailure } from '../twilio/failure';
import { fails, type Verdict } from './verdict';

const TIMEOUT_MS = 5_000;

/**
 * Asks Twilio whether the account owns the proxy address, and can send from it; nothing on a channel whose
 * addresses it has no list of.
 *
 * @see https://www.twilio.com/docs/api/errors/48028
 * @see https://www.twilio.com/docs/api/errors/48030
 */
export async function judgeOwnership(
  channel: string,
  proxyAddress: string,
  { credentials }: Configuration,
): Promise<Verdict | undefined> {
  const list = OWNED_LISTS.find(({ channels }) => channels.includes(channel));
  if (!list) return undefined;
  const what = `whether the account owns ${proxyAddress} and can send from it (${list.code})`;
  if (!isComplete(credentials)) {
    return { level: 'unchecked', text: `Not checked: ${what}. Set ACCOUNT_SID and AUTH_TOKEN.` };
  }
  try {
    const faultOf = await list.ask(await twilioClient(credentials, TIMEOUT_MS));
    const fault = faultOf(proxyAddress, channel);
    return fault
      ? fails(list.code, `${proxyAddress} ${fault}`)
      : { level: 'pass', text: `The account owns ${proxyAddress}, and can send from it.` };
  } catch (error) {
    return { level: 'unchecked', text: `Not checked: ${what}. ${describeFailure(error)}` };
  }
}
