import { accountApi } from './account-api';
import { type ServerlessApi, serverlessApi } from './serverless-api';
import { type Answer, type RecordedRequest, type StandIn, startTwilioStandIn } from './stand-in';

/** The account's number, unless a test sets other numbers. */
export const NUMBER = '+14155551234';
/** The name of the project, and of its Service. */
export const NAME = 'frontline-outgoing-conversation';

/** Gives another answer than Twilio's to a request; undefined to keep Twilio's answer. */
export type Instead = (request: RecordedRequest) => Answer | undefined;

/** An account to deploy to. */
export interface ServerlessAccount {
  twilio: StandIn;
  serverless: ServerlessApi;
  /** The account's phone numbers. */
  numbers: string[];
  instead: Instead;
  /** Makes Twilio answer one kind of request to Serverless with this answer. */
  failing(method: string, path: RegExp, answer: Answer): void;
  /** The requests to Serverless so far that change something. */
  changes(): RecordedRequest[];
  /** Empties the account. Call it before each test. */
  empty(): void;
}

/** Starts a stand-in for Twilio with an empty account. */
export async function serverlessAccount(): Promise<ServerlessAccount> {
  const isServerless = ({ host }: RecordedRequest) => host.startsWith('serverless');
  const twilio = await startTwilioStandIn((request) => {
    const answer = account.instead(request);
    if (answer) return answer;
    const { serverless, numbers } = account;
    const all = Object.fromEntries(numbers.map((number) => [number, true]));
    return accountApi({ serverless, numbers: [all] })(request);
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
