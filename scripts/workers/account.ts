import { bareAddress } from '../../src/address';
import type { Finding } from '../terminal/finding';
import type { Code } from '../terminal/messages';
import { type Inquiry, inquire, OWNED_LISTS } from '../twilio/account';
import type { Credentials } from '../twilio/configuration';
import { missing } from '../twilio/credentials';
import type { Cells } from './addresses';
import { type Rules, rulesOf } from './rules';
import type { Row } from './spreadsheet';

/** After these findings, the numbers of the account may say which number is meant. */
const UNSURE: Code[] = [
  'spreadsheet/two-readings',
  'spreadsheet/national',
  'spreadsheet/by-length',
];

/**
 * Makes the rules of each worker. If a number can be two, the numbers of the account decide too.
 *
 * @param how How to read the cells.
 * @param credentials The account. Nobody is asked without them, nor where no number can be two.
 */
export async function readRows(
  rows: Row[],
  how: Omit<Cells, 'findings'>,
  credentials: Credentials | undefined,
): Promise<{ after: Map<string, Rules>; findings: Finding[] }> {
  const findings: Finding[] = [];
  const after = rulesOf(rows, { ...how, findings });
  const isUnsure = findings.some(({ code }) => UNSURE.includes(code));
  if (!credentials || missing(credentials) || !isUnsure) return { after, findings };
  const account = new Set<string>();
  const inquiries = OWNED_LISTS.map(
    ({ what, ask }): Inquiry => ({
      what,
      isOptional: true,
      async ask(client) {
        for (const address of (await ask(client)).addresses) account.add(bareAddress(address));
        return [];
      },
    }),
  );
  const told = await inquire(inquiries, credentials);
  const again = await readRows(rows, { ...how, known: [...how.known, account] }, undefined);
  return { ...again, findings: [...again.findings, ...told] };
}
