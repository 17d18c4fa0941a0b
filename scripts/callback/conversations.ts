import twilio from 'twilio';
import { recordOf } from '../../src/record';
import type { Credentials } from '../configuration';
import { describeFailure } from '../twilio-failure';
import { fails, type Verdict } from './verdict';

const PAGE_SIZE = 50;
const TIMEOUT_MS = 5_000;
const WHAT = 'whether this customer is already in a conversation with that address (48031)';

/**
 * Asks Twilio whether customer and proxy address are in a conversation already, which Frontline refuses.
 *
 * @param customer The question's `ChannelValue`.
 * @param proxyAddress The answer.
 * @param credentials The account's; without them nothing is asked.
 * @returns The verdict; what could not be asked is not wrong.
 * @see https://www.twilio.com/docs/api/errors/48031
 * @see https://www.twilio.com/docs/conversations/api/participant-conversation-resource
 */
export async function judgePair(
  customer: string,
  proxyAddress: string,
  { accountSid, authToken }: Credentials,
): Promise<Verdict> {
  if (!accountSid || !authToken) {
    return { right: undefined, text: `Not checked: ${WHAT}. Set ACCOUNT_SID and AUTH_TOKEN.` };
  }
  try {
    const client = twilio(accountSid, authToken, { timeout: TIMEOUT_MS, lazyLoading: true });
    const conversations = await client.conversations.v1.participantConversations.list({
      address: customer,
      pageSize: PAGE_SIZE,
    });
    const open = conversations.find(
      ({ participantMessagingBinding, conversationState }) =>
        conversationState !== 'closed' &&
        recordOf(participantMessagingBinding).proxy_address === proxyAddress,
    );
    return open
      ? fails(
          48031,
          `they are already in ${open.conversationSid}, which is ${open.conversationState}`,
        )
      : { right: true, text: 'No open conversation has this customer and that address.' };
  } catch (error) {
    return { right: undefined, text: `Not checked: ${WHAT}. ${describeFailure(error)}` };
  }
}
