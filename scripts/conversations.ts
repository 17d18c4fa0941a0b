import { command, run, UsageError } from './terminal/command';

const VERBS = new Map([
  ['list', () => import('./conversations/list')],
  ['close', () => import('./conversations/close')],
  ['start', () => import('./conversations/start')],
]);

const [, , name = ''] = process.argv;
const verb = VERBS.get(name);
if (verb) {
  // The verb itself finds its flags where those of a command are.
  process.argv.splice(2, 1);
  void verb();
} else {
  const description = 'Lists, closes or starts conversations. Each verb has a --help of its own.';
  run(command('npm run conversations -- list|close|start', description), async () => {
    throw new UsageError('Write a verb first: list, close or start.');
  });
}
