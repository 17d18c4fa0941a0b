import { run, UsageError } from '../terminal/command';
import { JSON_FLAG } from '../terminal/flags';
import { readingOf } from '../terminal/print';
import { readConfiguration } from '../twilio/configuration';
import { openService } from '../twilio/conversations-service';
import { findOpen, printFound } from './open';
import { isQuery, queryCommand } from './query';

run(
  queryCommand(
    'npm run conversations -- list',
    'Lists the open conversations of a worker, of a customer, or over one of your addresses. Exit code 1 if the list is not complete.',
  ).addOption(JSON_FLAG),
  async ({ env, ...flags }) => {
    if (!isQuery(flags)) throw new UsageError('Write --worker, --customer or --address.');
    const reading = readingOf(flags);
    const service = await openService(readConfiguration(env));
    const found = await findOpen(service, flags, reading.identities);
    printFound(found, reading, flags.json);
    return !found.failure;
  },
);
