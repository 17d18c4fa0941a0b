import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { bareAddress, checkAddress } from '../../src/address';
import { poolOf } from '../../src/channel';
import { recordOf } from '../../src/record';
import {
  CUSTOMER_IDS,
  CUSTOMERS,
  events,
  mapping,
  variables,
  WORKERS,
} from '../support/arbitraries';
import { coldStart, Response } from '../support/cold-start';

const warn = jest.spyOn(console, 'warn').mockReturnValue();
const error = jest.spyOn(console, 'error').mockReturnValue();

/** The statuses and codes that a refusal may have. */
const DOCUMENTED = ['400 48000', '422 48000', '403 48026', '403 48027', '500 48026', '500 48029'];

/** Every text anywhere below a value. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

/** What the contract demands of a refusal, by its own status, code and message; one expectation is fast. */
function expectRefusal(response: Response, lines: unknown[]): string {
  const { status, code, message } = recordOf(response.body);
  const personal = [...CUSTOMERS, ...CUSTOMER_IDS, ...WORKERS, '\n'];
  expect({
    response,
    lines,
    leaks: personal.filter((text) => `${message}`.includes(text)),
  }).toEqual({
    response: {
      status,
      headers: { 'Content-Type': 'application/json' },
      body: {
        status,
        code,
        message: expect.any(String),
        more_info: `https://www.twilio.com/docs/api/errors/${code}`,
      },
    },
    lines: [`${status} ${code} ${message}`],
    leaks: [],
  });
  return `${status} ${code}`;
}

/** What the contract demands of an address: the mapping holds it, and it is not the customer's own. */
function expectAddress(
  answer: unknown,
  { ChannelType, ChannelValue }: Record<string, unknown>,
  held: string[],
  lines: unknown[],
): string {
  const { proxy_address } = recordOf(answer);
  expect({
    answer,
    isHeld: held.some((text) => checkAddress(`${ChannelType}`, text) === proxy_address),
    isCustomers: bareAddress(`${proxy_address}`) === bareAddress(`${ChannelValue}`),
    lines,
  }).toEqual({
    answer: { proxy_address: expect.any(String) },
    isHeld: true,
    isCustomers: false,
    lines: [],
  });
  return '200';
}

const OWN_ADDRESS: [object, Record<string, string>, Record<string, string>[]] = [
  { sms: '+14155550199' },
  {},
  [{ Location: 'GetProxyAddress', ChannelType: 'sms', ChannelValue: '+14155550199' }],
];

test('any question to any mapping gets one right answer, and nothing personal leaks', async () => {
  const answers = new Set<string>();
  await fc.assert(
    fc.asyncProperty(mapping, variables, events, async (asset, environment, questions) => {
      const ask = await coldStart(() => JSON.stringify(asset));
      for (const question of questions) {
        jest.clearAllMocks();
        const [call, ...more] = ask(question, environment);
        const lines = [...warn.mock.calls, ...error.mock.calls].flat();
        if (call?.length !== 2 || call[0] !== null || more.length > 0) throw new Error('Not one.');
        const [, answer] = call;
        if (answer instanceof Response) {
          answers.add(expectRefusal(answer, lines));
        } else {
          const entries = Object.entries(recordOf(asset)).filter(
            ([name]) => name === question.ChannelType,
          );
          const pools = Object.values(environment).map(poolOf);
          answers.add(expectAddress(answer, question, texts([entries, pools]), lines));
        }
      }
    }),
    // Drawn mappings rarely have only the customer's own address.
    { numRuns: 200, examples: [OWN_ADDRESS] },
  );
  // A property that never met a case says nothing about it.
  expect([...answers].sort()).toEqual(['200', ...DOCUMENTED].sort());
});
