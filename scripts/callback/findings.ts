import { CHANNELS } from '../../src/channel';
import { misspelt } from '../mapping/misspelt';
import { type Finding, finding, isRight } from '../terminal/finding';
import { addressGiven } from '../terminal/personal';
import { type Inquiry, inquire } from '../twilio/account';
import { FRONTLINE_CHANNELS } from '../twilio/limits';
import { isLocal } from '../twilio/network';
import { type Known, openConversation, ownership, variablesAt } from './account';
import { type Answer, judge, judgeUnsigned } from './answer';
import { judgeCustomer } from './customer';
import { explain, type Here } from './explanation';
import { compare, reasons } from './reasons';
import { type Request, send } from './request';

/** Makes all findings on an answer, in the order in which they are printed. */
export async function findingsOf(answer: Answer, request: Request, here: Here): Promise<Finding[]> {
  const { url, parameters, authToken } = request;
  const odd = judgeChannel(parameters.ChannelType);
  const customer = judgeCustomer(parameters.ChannelType, parameters.ChannelValue);
  const { verdict, proxyAddress } = judge(answer, parameters);
  const known: Known = {};
  // With a wrong customer's address, the conversation fails over every proxy address.
  const inPair = isRight(customer) ? inquiriesOn(request, here, known, proxyAddress) : [];
  const { credentials } = here.configuration;
  const inAccount = await inquire([...inPair, ...variablesAt(url, known)], credentials);
  const { explanation, differs } = explained(answer, request, here, known);
  const unsigned = authToken ? await send({ url, parameters }).catch(() => undefined) : answer;
  const failures = [...customer, ...inAccount].filter(({ level }) => level === 'error');
  const isSure = [...odd, ...customer].every(({ level }) => level !== 'unchecked');
  const told =
    isSure || !proxyAddress
      ? verdict
      : finding('answer/well-formed', [], addressGiven(proxyAddress));
  return [
    ...odd,
    ...differs,
    ...failures,
    ...customer.filter(({ level }) => level !== 'error'),
    ...(failures.length > 0 && verdict.level === 'right' ? [] : [told]),
    ...reasons(explanation, known, proxyAddress),
    ...inAccount.filter(({ level }) => level !== 'error'),
    unsigned ? judgeUnsigned(url, unsigned) : finding('unsigned/no-answer', []),
  ];
}

/** What to ask Twilio about the customer and the proxy address, if the Function gave one. */
function inquiriesOn(
  { parameters }: Request,
  { configuration }: Here,
  known: Known,
  proxyAddress: string | undefined,
): Inquiry[] {
  if (!proxyAddress) return [];
  const { ChannelType: channel, ChannelValue: customerAddress, Worker: worker } = parameters;
  const pair = { channel, customerAddress, worker, proxyAddress };
  return [...ownership(pair), openConversation(pair, configuration, known)];
}

/** Explains an answer with the variables on Twilio if they are known, and with those here. */
function explained(answer: Answer, { url, parameters }: Request, here: Here, known: Known) {
  const explainAt = (where: string, configuration = here.configuration) =>
    explain(parameters, { ...here, configuration, where });
  const { variables } = known;
  const envFile = { name: 'as it is set on Twilio', lines: [] };
  return compare(
    answer,
    explainAt(isLocal(url) ? '' : ' here'),
    variables && explainAt(' there', { ...here.configuration, variables, envFile }),
  );
}

/** Finds a misspelt channel, and a channel on which Frontline may never ask. */
function judgeChannel(channel: string): Finding[] {
  const meant = misspelt(channel, CHANNELS);
  if (meant) return [finding('channel/unknown', [], meant, [])];
  const isDocumented = FRONTLINE_CHANNELS.includes(channel);
  return isDocumented ? [] : [finding('channel/undocumented', [], FRONTLINE_CHANNELS)];
}
