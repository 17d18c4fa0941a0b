import { Option } from '@commander-js/extra-typings';
import { urlOf } from '../callback/request';
import { command, run, undoAtEnd } from '../terminal/command';
import { type Finding, finding } from '../terminal/finding';
import { ASSETS_FOLDER, ENV } from '../terminal/flags';
import { readingOf, textOf } from '../terminal/print';
import { readConfiguration } from '../twilio/configuration';
import { openService } from '../twilio/conversations-service';
import { askFunction } from './ask';
import { stepsOf, take } from './steps';

const CHANNELS = ['sms', 'whatsapp', 'chat'];

run(
  command(
    'npm run conversations -- start',
    'Starts a conversation as the Frontline app does: asks the Function, creates the conversation, adds the customer and the worker. It sends no message. If a step fails, it deletes the conversation. Exit code 0 if Twilio took every step.',
  )
    .addOption(new Option('--channel <channel>').choices(CHANNELS).default('sms'))
    .requiredOption('--customer <address>', "the customer's address, or identity in a chat")
    .requiredOption('--worker <identity>', "the worker's identity")
    .option('--url <url>', 'ask this Function (default: run the Function here)', urlOf)
    .option('--dry-run', 'ask the Function, print what would follow, and start nothing')
    .option('--rehearse', 'close the conversation at once')
    .addOption(ENV)
    .addOption(ASSETS_FOLDER),
  async ({ env, dryRun, rehearse, ...question }) => {
    const configuration = readConfiguration(env);
    const reading = readingOf({ all: true });
    const stopped = new AbortController();
    // Who has stopped the command may have gone with its output.
    const tell = (told: Finding) =>
      (stopped.signal.aborted ? console.error : console.log)(textOf(told, reading));
    const { findings, address } = await askFunction(question, configuration);
    findings.forEach(tell);
    if (!address) return false;
    const steps = stepsOf({ ...question, address }, rehearse);
    if (dryRun) {
      for (const [what] of steps) tell(finding('step/none', [], what));
      return true;
    }
    const service = await openService(configuration);
    const taken = take(steps, service, stopped.signal, tell);
    undoAtEnd(() => {
      stopped.abort();
      return taken;
    });
    const sid = await taken;
    if (sid) console.log(sid);
    return sid !== undefined;
  },
);
