import type { Twilio } from 'twilio';
import { grouped } from '../mapping/grouped';
import type { Part } from '../mapping/parts';
import { type Finding, finding } from '../terminal/finding';
import type { Inquiry } from '../twilio/account';
import { askForEach } from '../twilio/at-once';
import { ifStatus } from '../twilio/client';

/** How Frontline is asked: for so many workers at the same time. */
const HOW = { doing: 'Asking Frontline for each worker', atOnce: 5 };

/** Above this number of workers, Frontline is asked only with `--all-workers`. */
const MOST = 1_000;

/**
 * Asks whether each worker of the mapping is a Frontline user, once per identity. If Frontline does
 * not answer, or knows none of several workers, `check` does not fail, unless the credentials are
 * wrong: Frontline may have ended for this account.
 *
 * @param all Whether to ask for all workers, however many there are.
 * @see https://www.twilio.com/docs/frontline/api/user-resource
 */
export function frontlineUsers(parts: Part[], all: boolean): Inquiry[] {
  const isWorker = ({ kind, above, key }: Part) =>
    kind === 'route' && above?.kind === 'workers' && key.trim() !== '';
  const workers = grouped(parts.filter(isWorker), ({ key }) => key);
  if (workers.size === 0) return [];
  const ask = async (client: Twilio) => {
    if (workers.size > MOST && !all) return [finding('worker/too-many', [], workers.size)];
    const answers = askForEach([...workers], (worker) => askFor(client, worker), HOW);
    const found = (await answers.catch(ifStatus(410)))?.flat();
    const unknown = found?.filter(({ code }) => code === 'worker/unknown');
    const isNobody = workers.size > 1 && unknown?.length === workers.size;
    return found && !isNobody ? found : [finding('worker/none', [], workers.size)];
  };
  return [{ what: "the workers' identities", isOptional: true, mayRefuseKeys: true, ask }];
}

async function askFor(client: Twilio, [identity, places]: [string, Part[]]): Promise<Finding[]> {
  const { users } = client.frontlineApi.v1;
  const user = await users(encodeURIComponent(identity)).fetch().catch(ifStatus(404));
  if (!user) return [finding('worker/unknown', places)];
  return user.state === 'deactivated' ? [finding('worker/deactivated', places)] : [];
}
