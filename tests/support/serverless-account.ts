import {
  type Answer,
  type RecordedRequest,
  type StandIn,
  startTwilioStandIn,
} from '../../scripts/stand-in/twilio';
import { accountApi } from './account-api';
import { type ServerlessApi, serverlessApi } from './serverless-api';

/** The one number of the account, as long as no test gives it others. */
export const NUMBER = '+14155551234';
/** The name of the project, and so of its Service. */
export const NAME = 'frontline-outgoing-conversation';

/** Decides whether Twilio answers a request otherwise than it would; nothing if not. */
export type Instead = (request: RecordedRequest) => Answer | undefined;

/** An account to deploy to. */
export interface ServerlessAccount {
  twilio: StandIn;
  serverless: ServerlessApi;
  /** The numbers that the account has. */
  numbers: string[];
  instead: Instead;
  /** Has Twilio answer one kind of request to Serverless in a way of its own. */
  failing(method: string, path: RegExp, answer: Answer): void;
  /** The requests to Serverless so far, without those that only ask. */
  changes(): RecordedRequest[];
  /** Empties it: for each test. */
  empty(): void;
}

/** Starts a stand-in for Twilio with an empty account. */
export async function serverlessAccount(): Promise<ServerlessAccount> {
  const isServerless = ({ host }: RecordedRequest) => host.startsWith('serverless');
  const twilio = await startTwilioStandIn((request) => {
    const answer = account.instead(request);
    if (answer) return answer;
    if (isServerless(request)) return account.serverless.answer(request);
    const numbers = account.numbers.map((number) => [number, true]);
    return accountApi({ numbers: [Object.fromEntries(numbers)] })(request);
  });
  const account: ServerlessAccount = {
    twilio,
    serverless: serverlessApi(),
    numbers: [NUMBER],
    instead: () => undefined,
    failing(method, path, answer) {
      account.instead = (request) =>
        isServerless(request) && request.method === method && path.test(request.path)
          ? answer
          : undefined;
    },
    changes: () =>
      twilio.requests.filter((request) => isServerless(request) && request.method !== 'GET'),
    empty() {
      twilio.requests.length = 0;
      account.serverless = serverlessApi();
      account.numbers = [NUMBER];
      account.instead = () => undefined;
    },
  };
  return account;
}
