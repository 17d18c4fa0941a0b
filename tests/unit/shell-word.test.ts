import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { shellWord } from '../../scripts/terminal/text';

test.each(['stage.env', 'stage 1.env', "it's", '$HOME', 'a;b', '', '"', '*'])(
  'a shell takes %j for one word',
  (text) => {
    const printed = execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], {
      encoding: 'utf8',
    });
    expect(printed).toBe(text);
  },
);

test('what needs no quotes has none', () => {
  expect(shellWord('../stage-1.env')).toBe('../stage-1.env');
});
