import { CHANNELS } from '../../src/channel';
import { misspelt } from '../mapping/misspelt';
import { type Finding, finding, isRight } from '../terminal/finding';
import { inquire } from '../twilio/account';
import { type Answer, judge, judgeUnsigned } from './answer';
import { compare } from './comparison';
import { judgeCustomer } from './customer';
import { explain, type Here } from './explanation';
import { type Known, openConversation, ownership } from './pair';
import { reasons } from './reasons';
import { type Request, send } from './request';

/** Finds all that is to be said of an answer, in the order in which it is read. */
export async function findingsOf(answer: Answer, request: Request, here: Here): Promise<Finding[]> {
  const { url, parameters, authToken } = request;
  const { ChannelType: channel, ChannelValue: customerAddress, Worker: worker } = parameters;
  const explanation = explain({ ...parameters }, here);
  const { configuration } = here;
  const customer = judgeCustomer(channel, customerAddress);
  const { verdict, proxyAddress } = judge(answer, parameters, authToken !== undefined);
  const known: Known = {};
  // With such a customer, no right answer helps.
  const pair = isRight(customer) &&
    proxyAddress && { channel, customerAddress, worker, proxyAddress };
  const inquiries = pair ? [...ownership(pair), openConversation(pair, configuration, known)] : [];
  const inAccount = await inquire(inquiries, configuration.credentials);
  // What Twilio did not tell is no fault of the mapping.
  for (const one of inAccount) {
    if (one.code === 'account/failed' && !one.message.includes('(401)')) one.level = 'unchecked';
  }
  const failures = [...customer, ...inAccount].filter(({ level }) => level === 'error');
  return [
    ...unknownChannel(channel),
    ...compare(answer, explanation),
    ...failures,
    ...customer.filter(({ level }) => level !== 'error'),
    ...(failures.length > 0 && verdict.level === 'right' ? [] : [verdict]),
    ...reasons(explanation, known, proxyAddress),
    ...inAccount.filter(({ level }) => level !== 'error'),
    authToken ? await judgeWithoutSignature(request) : judgeUnsigned(url, answer),
  ];
}

function unknownChannel(channel: string): Finding[] {
  const meant = misspelt(channel, CHANNELS);
  return meant ? [finding('channel/unknown', [], `did you mean "${meant}"?`)] : [];
}

async function judgeWithoutSignature({ url, parameters }: Request): Promise<Finding> {
  try {
    return judgeUnsigned(url, await send({ url, parameters }));
  } catch {
    return finding('unsigned/no-answer', []);
  }
}
