import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { type Answerer, CREDENTIALS, type RecordedRequest, startTwilioStandIn } from './stand-in';
import { leadHere } from './this-process';

/** The lines of `.env` with the credentials of the stand-in's account. */
export const CREDENTIAL_LINES = `ACCOUNT_SID=${CREDENTIALS.ACCOUNT_SID}\nAUTH_TOKEN=${CREDENTIALS.AUTH_TOKEN}\n`;

/** The stand-in of one test file. */
export interface Twilio {
  /** The answers. Each test sets its own. */
  answer: Answerer;
  /** The answers about webhook rules, which `check` always asks for. By default, there are none. */
  webhooks: Answerer;
  /** The requests of the running test, except those about webhook rules. */
  requests: RecordedRequest[];
}

/** Leads the tests of a file to a stand-in for Twilio, in the tests' own process. */
export function useTwilio(): Twilio {
  const twilio: Twilio = { answer: () => undefined, webhooks: () => undefined, requests: [] };
  const starting = startTwilioStandIn((request) => {
    if (request.host !== 'webhooks.twilio.com') return twilio.answer(request);
    twilio.requests.splice(twilio.requests.indexOf(request), 1);
    return twilio.webhooks(request);
  });
  beforeAll(async () => {
    const standIn = await starting;
    twilio.requests = standIn.requests;
    leadHere(standIn);
  });
  beforeEach(() => {
    twilio.answer = () => undefined;
    twilio.webhooks = () => undefined;
    twilio.requests.length = 0;
  });
  afterAll(async () => (await starting).close());
  return twilio;
}
