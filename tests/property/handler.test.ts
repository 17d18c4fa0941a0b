import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { bareAddress, parseAddress } from '../../src/address';
import { recordOf } from '../../src/record';
import { coldStart, Response } from '../cold-start';
import { CUSTOMER_IDS, CUSTOMERS, events, mapping, variables, WORKERS } from './arbitraries';

const warn = jest.spyOn(console, 'warn').mockReturnValue();
const error = jest.spyOn(console, 'error').mockReturnValue();

/** The statuses and codes that a refusal may have. */
const DOCUMENTED = ['400 48000', '422 48000', '403 48026', '403 48027', '500 48026', '500 48029'];

/** Every text anywhere below a value. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

/** Checks a refusal against the HTTP contract; returns its status and code. */
function expectRefusal(response: Response, lines: unknown[]): string {
  const { status, code, message, ...rest } = recordOf(response.body);
  expect(response.status).toBe(status);
  expect(response.headers).toEqual({ 'Content-Type': 'application/json' });
  expect(rest).toEqual({ more_info: `https://www.twilio.com/docs/api/errors/${code}` });
  expect(lines).toEqual([`${status} ${code} ${message}`]);
  expect(message).not.toContain('\n');
  for (const personal of [...CUSTOMERS, ...CUSTOMER_IDS, ...WORKERS]) {
    expect(message).not.toContain(personal);
  }
  return `${status} ${code}`;
}

test('any question to any mapping gets one right answer, and nothing personal leaks', async () => {
  const answers = new Set<string>();
  await fc.assert(
    fc.asyncProperty(mapping, variables, events, async (asset, environment, questions) => {
      const ask = await coldStart(() => JSON.stringify(asset));
      for (const question of questions) {
        jest.clearAllMocks();
        const calls = ask(question, environment);
        const lines = [...warn.mock.calls, ...error.mock.calls].flat();
        expect(calls).toEqual([[null, expect.anything()]]);

        const answer: unknown = calls[0]?.[1];
        if (answer instanceof Response) {
          answers.add(expectRefusal(answer, lines));
        } else {
          const { proxy_address, ...rest } = recordOf(answer);
          const { ChannelType, ChannelValue } = question;
          const entries = Object.entries(recordOf(asset)).filter(([name]) => name === ChannelType);
          const held = texts([entries, environment]);
          expect(rest).toEqual({});
          expect(held.map((text) => parseAddress(`${ChannelType}`, text))).toContain(proxy_address);
          expect(bareAddress(`${proxy_address}`)).not.toBe(bareAddress(`${ChannelValue}`));
          expect(lines).toEqual([]);
          answers.add('200');
        }
      }
    }),
    { numRuns: 400 },
  );
  // A property that never met a case says nothing about it.
  expect([...answers].sort()).toEqual(['200', ...DOCUMENTED].sort());
});
