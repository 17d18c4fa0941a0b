import { expect, test } from '@jest/globals';
import { SERVICE_SID } from '../../../scripts/stand-in/conversations';
import { accountApi } from '../../support/account-api';
import { check, compact } from '../../support/check';
import { type Answerer, twilioError } from '../../support/stand-in';
import { CREDENTIAL_LINES as ENV, useTwilio } from '../../support/twilio';

const twilio = useTwilio();
const VARIABLE = 'TWILIO_CONVERSATIONS_SERVICE_SID';
const OTHER_SID = `IS${'2'.repeat(32)}`;
const ONE = 'TWILIO_SMS_NUMBER=+12025551201\n';
const POOL = 'TWILIO_SMS_NUMBER=+12025551201,+12025551202\n';

const account = accountApi({ numbers: [{ '+12025551201': true, '+12025551202': true }] });
const withoutConversations: Answerer = (request) =>
  request.host.startsWith('conversations')
    ? twilioError(503, 20503, 'It broke.')
    : account(request);
const withoutMessagingService: Answerer = (request) =>
  request.path === '/v1/Configuration'
    ? {
        status: 200,
        body: { default_chat_service_sid: SERVICE_SID, default_messaging_service_sid: null },
      }
    : account(request);
const withOther: Answerer = (request) =>
  request.path === `/v1/Services/${OTHER_SID}`
    ? { status: 200, body: { sid: OTHER_SID } }
    : account(request);

const FAILED = 'Twilio failed (503). Try again later, and see https://status.twilio.com.';

test.each<[string, Answerer, string, string[]]>([
  ['is right', account, `${ENV}${POOL}${VARIABLE}=${SERVICE_SID}`, []],
  ['is not set, and there is nothing to choose', account, `${ENV}${ONE}`, []],
  [
    'is not set, and one address twice is no choice',
    account,
    `${ENV}TWILIO_SMS_NUMBER=+12025551201,+12025551201\n`,
    ['warning pool/duplicate TWILIO_SMS_NUMBER[#2]:3'],
  ],
  ['is not set', account, `${ENV}${POOL}`, [`unchecked service/unset ${SERVICE_SID}`]],
  [
    'is not set, and nobody can be asked',
    account,
    POOL,
    [
      "unchecked account/no-credentials the account's phone numbers (48028), the default Messaging Service (48032) ACCOUNT_SID and AUTH_TOKEN",
      'unchecked service/unset IS…',
    ],
  ],
  [
    'is not set, and Twilio fails, so the Messaging Service is not known',
    withoutConversations,
    `${ENV}${POOL}`,
    [
      `error account/failed the default Messaging Service (48032) ${FAILED}`,
      'unchecked service/unset IS…',
    ],
  ],
  [
    'is right, but no conversation starts without a Messaging Service',
    withoutMessagingService,
    `${ENV}${POOL}${VARIABLE}=${SERVICE_SID}`,
    ['error messaging-service/unset'],
  ],
  [
    'is not needed, nor a Messaging Service, for chat alone',
    withoutMessagingService,
    `${ENV}TWILIO_CHAT_NUMBER=desk`,
    [],
  ],
  ['is no SID', account, `${ENV}${POOL}${VARIABLE}=IS1`, [`error service/malformed ${VARIABLE}:4`]],
  [
    'is of Conversation Orchestrator',
    account,
    `${ENV}${POOL}${VARIABLE}=conv_configuration_01kbjqhn79f0fvwfsxqzd5nqhd`,
    [`error service/malformed ${VARIABLE}:4`],
  ],
  [
    'is another account’s',
    account,
    `${ENV}${POOL}${VARIABLE}=${OTHER_SID}`,
    [`error service/unowned ${VARIABLE}:4`],
  ],
  [
    'is not the default one',
    withOther,
    `${ENV}${POOL}${VARIABLE}=${OTHER_SID}`,
    [`warning service/not-default ${VARIABLE}:4 ${SERVICE_SID}`],
  ],
  [
    'cannot be looked up without credentials',
    account,
    `${ONE}${VARIABLE}=${SERVICE_SID}`,
    [
      `unchecked account/no-credentials the account's phone numbers (48028), the default Messaging Service (48032), the Conversations service of ${VARIABLE} ACCOUNT_SID and AUTH_TOKEN`,
    ],
  ],
  [
    'cannot be looked up, as Twilio fails',
    withoutConversations,
    `${ENV}${ONE}${VARIABLE}=${SERVICE_SID}`,
    [
      `error account/failed the default Messaging Service (48032), the Conversations service of ${VARIABLE} ${FAILED}`,
    ],
  ],
])('the Conversations service that the Function asks %s', async (_, answers, env, found) => {
  twilio.answer = answers;
  const report = await check({ env });
  expect(report.findings.map((one) => [compact(one), ...one.values].join(' '))).toEqual(found);
});
