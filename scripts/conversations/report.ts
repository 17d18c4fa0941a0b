import { columns } from '../terminal/columns';
import { finding } from '../terminal/finding';
import { type Reading, textOf } from '../terminal/print';
import { visible, visibleJson } from '../terminal/visible';
import { asFailure } from '../twilio/failure';
import type { Found } from './open';

/** Prints a line for each conversation, or JSON. Customers and workers are personal data. */
export function printFound(
  { conversations, failure }: Found,
  reading: Reading,
  json = false,
): void {
  const { identities } = reading;
  const told = conversations.map(({ sid, state, address, updated, customer = '', workers }) => ({
    ...{ sid, state, address, updated },
    ...(identities && { customer, workers }),
  }));
  const titles = ['conversation', 'state', 'address', 'last change', 'customer', 'workers'];
  const rows = told.map((one) => Object.values(one).map((cell) => `${cell ?? ''}`));
  if (json) console.log(visibleJson({ conversations: told, complete: !failure }));
  else if (rows.length === 0) console.log('No open conversation was found.');
  else console.log(visible(columns([titles.slice(0, identities ? 6 : 4), ...rows])));
  if (!failure) return;
  console.error(textOf(finding('conversations/unread', [], asFailure(failure).text), reading));
}
