import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { stickyAddress } from '../../src/pool';
import { choose } from '../../src/proxy-address';
import { askIn, contextOf } from '../support/conversations-context';

const CUSTOMER = '+14155550199';
const WORKERS = ['ana@example.com', 'bo@example.com', ''];

jest.spyOn(console, 'warn').mockReturnValue();

const address = fc.constantFrom('+12', '+13', '+14', '+15', CUSTOMER);
const pool = fc.array(address, { minLength: 1, maxLength: 6 });
const junk = fc.jsonValue({ maxDepth: 1 });

/** Mostly what Conversations say, but for the parts that are anything at all. */
function mostly(likely: fc.Arbitrary<unknown>) {
  return fc.oneof({ weight: 12, arbitrary: likely }, { weight: 1, arbitrary: junk });
}

const conversation = fc.record(
  {
    conversationSid: mostly(fc.constantFrom('CH1', 'CH2', 'CH3')),
    conversationState: mostly(fc.constantFrom('active', 'inactive', 'closed', 'initializing')),
    participantMessagingBinding: mostly(
      fc.oneof(fc.constant(null), fc.record({ proxy_address: mostly(address) })),
    ),
  },
  { requiredKeys: [] },
);
const participants = mostly(
  fc.array(fc.record({ identity: mostly(fc.constantFrom(...WORKERS, null)) })),
);

const world = fc.record({
  list: mostly(fc.array(mostly(conversation), { maxLength: 8 })),
  members: fc.dictionary(fc.constantFrom('CH1', 'CH2', 'CH3'), participants),
});

test('whatever Conversations say, the answer is a candidate, and the same for the same world', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      pool.filter((addresses) => addresses.some((one) => one !== CUSTOMER)),
      fc.constantFrom(...WORKERS, undefined),
      world,
      async (addresses, worker, { list, members }) => {
        const question = { channel: 'sms', customerAddress: CUSTOMER, customerId: '1', worker };
        const choice = choose(question, { value: addresses, place: () => 'sms' });
        const { context } = contextOf({
          conversations: () => list,
          participants: (sid) => members[`${sid}`] ?? [],
        });
        const given = await askIn(context, question, choice);
        expect(await askIn(context, question, choice)).toBe(given);
        if (given === undefined) return;
        expect(choice.candidates).toContain(given);
        expect(given).not.toBe(CUSTOMER);
        seen.add(given === stickyAddress(choice.candidates, choice.pair) ? 'sticky' : 'another');
      },
    ),
    { numRuns: 300 },
  );
  expect([...seen].sort()).toEqual(['another', 'sticky']);
});
