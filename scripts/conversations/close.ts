import { InvalidArgumentError } from '@commander-js/extra-typings';
import { recordOf } from '../../src/record';
import { run, UsageError } from '../terminal/command';
import { canAsk, confirm } from '../terminal/confirm';
import { type Finding, finding, isRight } from '../terminal/finding';
import { printFindings, readingOf } from '../terminal/print';
import { askForEach } from '../twilio/at-once';
import { asFailure } from '../twilio/client';
import { readConfiguration } from '../twilio/configuration';
import { type ConversationsService, openService } from '../twilio/conversations-service';
import { type Found, findOpen, printFound } from './open';
import { isQuery, queryCommand } from './query';

run(
  queryCommand(
    'npm run conversations -- close',
    'Closes conversations: those that you name, or the open ones of a worker, of a customer, or over one of your addresses. It prints them and asks first. A closed conversation cannot be opened again. Exit code 1 if any is not closed.',
  )
    .argument('[SID...]', 'the SIDs of the conversations: CH…', sidOf)
    .option('--yes', 'do not ask'),
  async ({ env, yes, ...flags }, named) => {
    const asks = isQuery(flags);
    if (asks === named.length > 0) {
      throw new UsageError('Write SIDs (CH…), or else --worker, --customer or --address.');
    }
    const reading = readingOf(flags);
    const service = await openService(readConfiguration(env));
    const found: Found = asks
      ? await findOpen(service, flags, reading.identities)
      : { conversations: [] };
    if (asks) printFound(found, reading);
    else console.log(named.join('\n'));
    const sids = [...named, ...found.conversations.map(({ sid }) => sid)];
    if (sids.length === 0) return !found.failure;
    if (!yes && !(await isWanted())) {
      console.log('Nothing was closed.');
      return false;
    }
    const closed = await askForEach(sids, (sid) => close(service, sid));
    printFindings(closed, { ...reading, all: true });
    return isRight(closed) && !found.failure;
  },
);

/** Takes the SID of a conversation, or the name that `start` gives to a new one. */
function sidOf(sid: string): string {
  if (/^(CH[0-9a-f]{32}|outgoing-[0-9a-f-]{36})$/i.test(sid)) return sid;
  throw new InvalidArgumentError('It must be CH and 32 hexadecimal digits.');
}

/** Asks at a terminal. Elsewhere, --yes must say so. */
function isWanted(): Promise<boolean> {
  if (canAsk()) return confirm('Close them? A closed conversation cannot be opened again.');
  throw new UsageError('Nothing was closed. To close these conversations, add --yes.');
}

/** @see https://www.twilio.com/docs/conversations-classic/states-timers */
async function close({ conversations }: ConversationsService, sid: string): Promise<Finding> {
  try {
    await conversations(sid).update({ state: 'closed' });
  } catch (error) {
    // It is closed already: https://www.twilio.com/docs/api/errors/50377
    if (recordOf(error).code !== 50377) {
      return finding('conversation/not-closed', [], sid, asFailure(error).text);
    }
  }
  return finding('conversation/closed', [], sid);
}
