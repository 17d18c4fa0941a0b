import { readFileSync } from 'node:fs';
import { expect, jest, test } from '@jest/globals';
import { choose } from '../../src/proxy-address';
import { askIn, contextOf } from '../support/conversations-context';

const CUSTOMERS = 2_000;
const WORKERS = ['ana@example.com', 'bo@example.com', 'cy@example.com', 'dee@example.com'];

/** A conversation of one of the workers with the customer. */
interface Held {
  sid: string;
  worker: string;
  address: string;
}

/**
 * Lets one worker after another start a conversation with each customer, and tells how many Frontline
 * refuses (48031), as the address is in a conversation with this customer already.
 */
async function refused(size: number, asks: boolean): Promise<string[]> {
  const pool = Array.from({ length: size }, (_, index) => `+1415555${1000 + index}`);
  const counts = WORKERS.map(() => 0);
  let held: Held[] = [];
  const { context } = contextOf({
    conversations: () =>
      held.map(({ sid, address }) => ({
        conversationSid: sid,
        conversationState: 'active',
        participantMessagingBinding: { proxy_address: address },
      })),
    participants: (sid) =>
      held.filter((one) => one.sid === sid).map(({ worker }) => ({ identity: worker })),
  });
  for (let customer = 0; customer < CUSTOMERS; customer += 1) {
    held = [];
    for (const [index, worker] of WORKERS.entries()) {
      const customerAddress = `+44770090${customer + 1000}`;
      const question = { channel: 'sms', customerAddress, customerId: undefined, worker };
      const choice = choose(question, { value: pool, place: () => 'sms' });
      const address = (asks && (await askIn(context, question, choice))) || choice.sticky;
      if (held.some((one) => one.address === address)) counts[index] = (counts[index] ?? 0) + 1;
      else held.push({ sid: `CH${index}`, worker, address });
    }
  }
  return counts.slice(1).map((count) => `${Math.round((100 * count) / CUSTOMERS)} %`);
}

test('the reference tells how large a pool should be', async () => {
  jest.spyOn(console, 'warn').mockReturnValue();
  const rows: string[] = [];
  for (const size of [1, 2, 3, 5, 10]) {
    const cells = [size, ...(await refused(size, false)), ...(await refused(size, true))];
    rows.push(`| ${cells.join(' | ')} |`);
  }
  expect(readFileSync('docs/mapping.md', 'utf8')).toContain(rows.join('\n'));
});
