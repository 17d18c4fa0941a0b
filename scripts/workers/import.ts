import { tellChanges } from '../changes/report';
import { canAsk, confirm } from '../terminal/confirm';
import { finding, isRight } from '../terminal/finding';
import { printFindings, readingOf } from '../terminal/print';
import { readConfiguration } from '../twilio/configuration';
import type { Named } from './columns';
import { countFaults, isMany, tellFaults, tellSummary } from './report';
import type { Target } from './target';
import { planWorkers } from './workers';

interface Flags extends Target {
  env?: string | undefined;
  country?: string | undefined;
  dryRun?: true | undefined;
  allowRemovals?: true | undefined;
  all?: true;
  identities?: true;
}

/**
 * Replaces the workers of a channel by those of a spreadsheet, and tells what changes. If many
 * workers lose their rules, a person is asked, and nobody else may do it without the flag.
 *
 * @param file The spreadsheet's path.
 * @returns Whether nothing is wrong with the spreadsheet, and it may be written.
 */
export async function importWorkers(
  file: string,
  { env, country, dryRun, allowRemovals, ...flags }: Flags,
  named: Named,
): Promise<boolean> {
  const { credentials } = readConfiguration(env);
  const target = { ...flags, file, country: country || undefined };
  const { findings, summary, changes, write } = await planWorkers(target, named, credentials);
  const reading = readingOf(flags);
  printFindings(tellFaults(findings), reading);
  if (!isRight(findings)) {
    const count = countFaults(findings);
    console.log(`\n✘ ${count === 1 ? 'One error' : `${count} errors`}. Nothing was written.`);
    return false;
  }
  printFindings(tellChanges(changes, 'the mapping', reading), reading);
  const isDoubtful = !dryRun && !allowRemovals && isMany(summary);
  const question = `Remove the rules of ${summary.gone.length} workers?`;
  const isWanted = !isDoubtful || (canAsk() && (await confirm(question)));
  const isWritten = isWanted && !dryRun;
  if (isWritten) write();
  console.log(tellSummary(summary, flags.channel, { ...reading, isWritten }));
  if (isDoubtful && !canAsk()) printFindings([finding('spreadsheet/removals', [])], reading);
  return isWanted;
}
