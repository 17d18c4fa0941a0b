import { Command } from '@commander-js/extra-typings';
import { expect, test } from '@jest/globals';
import { ENV, flagBegun, PUBLIC } from '../../scripts/terminal/flags';

test.each([
  ['--prod', '--production'],
  ['--env', ''],
  ['--environ', '--environment'],
  ['--environment-name', ''],
  ['--prod=yes', '--production'],
  ['-p', ''],
  // The parser's own proposal.
  ['--productoin', ''],
])('an unknown flag that is the beginning of another: %s', (flag, meant) => {
  const command = new Command()
    .addOption(ENV)
    .addOption(PUBLIC)
    .option('--production')
    .option('--environment <name>')
    .exitOverride()
    .configureOutput({ outputError: () => {} });
  let error: unknown;
  try {
    command.parse([flag, 'x'], { from: 'user' });
  } catch (thrown) {
    error = thrown;
  }
  expect(flagBegun(error, command.options)).toBe(meant && `\n(Did you mean ${meant}?)`);
});
