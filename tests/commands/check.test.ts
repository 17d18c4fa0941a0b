import { afterEach, describe, expect, test } from '@jest/globals';
import { accountApi } from '../support/account-api';
import { type Configured, configure, type Setting } from '../support/check';
import { atTerminal, type Outcome, run, runScript } from '../support/run';
import { CREDENTIALS, startTwilioStandIn } from '../support/stand-in';

// What is found is tested in tests/unit/check, by codes and places; here is what a person or a program gets.

let settings: Setting[] = [];
afterEach(() => {
  for (const { remove } of settings) remove();
  settings = [];
});

/** Runs the command on a configuration; the folder, which is another one each time, is left out. */
async function check(
  configured: Configured,
  flags: string[] = [],
  runs: (name: 'check', flags: string[]) => Promise<Outcome> = runScript,
): Promise<Outcome> {
  const setting = configure(configured);
  settings.push(setting);
  const { exitCode, stdout, stderr } = await runs('check', [...setting.flags, ...flags]);
  const plain = (text: string) => text.replaceAll(`${setting.folder}/`, '').replaceAll('\r', '');
  return { exitCode, stdout: plain(stdout), stderr: plain(stderr) };
}

const NOT_ASKED =
  "– Not checked: the account's phone numbers (48028), the workers' identities, the default Messaging Service (48032). Set ACCOUNT_SID and AUTH_TOKEN in .env or the environment.";

const ANA = {
  sms: { default: '+12025551234', workers: { 'ana@example.com': '12', bo: '+14155550100' } },
};
const WRONG = 'must be + and 2 to 15 digits, country code first (E.164) (48026)';

describe('the report', () => {
  test('of a right mapping: exit code 0', async () => {
    expect(await check({ asset: { sms: ['+12025551234'], chat: 'front-desk' } })).toEqual({
      exitCode: 0,
      stdout: `place    line  address
sms[#1]  3     +12025551234  ✔ well-formed
chat     5     front-desk    ✔ well-formed

${NOT_ASKED.replace(" the workers' identities,", '')}

✔ 2 well-formed addresses, 0 errors, 0 warnings
`,
      stderr: '',
    });
  });

  test('of one with an error, in a pipe: exit code 1, and no identity', async () => {
    expect(await check({ asset: ANA })).toEqual({
      exitCode: 1,
      stdout: `place        line  address
sms.default  3     +12025551234  ✔ well-formed
2 more addresses: see the findings below.

${NOT_ASKED}
⚠ sms.workers[#2], line 6: "+14155550100" is a sample number that nobody has: write your own
✘ sms.workers[#1], line 5: "12" ${WRONG}

✘ 3 addresses, 1 error, 1 warning
`,
      stderr: '',
    });
  });

  test('at a terminal, in colour, with identities', async () => {
    const { stdout } = await check({ asset: ANA }, [], atTerminal);
    expect(stdout).toContain(
      `\u001b[31m✘ sms.workers[#1] ("ana@example.com"), line 5: "12" ${WRONG}\u001b[39m\n`,
    );
    expect(stdout).toContain('\u001b[32m✔ well-formed\u001b[39m\n');
  });

  test('at the terminal of CI, without them, but where they are asked for', async () => {
    const inCi = (name: 'check', flags: string[]) =>
      atTerminal(name, flags, { environment: { CI: 'true' } });
    const { stdout } = await check({ asset: ANA }, [], inCi);
    expect(stdout).toContain('✘ sms.workers[#1], line 5: ');
    expect(stdout).not.toContain('example.com');
    expect((await check({ asset: ANA }, ['--identities'])).stdout).toContain('("ana@example.com")');
  });
});

test('--all shows each of many addresses', async () => {
  const asset = { sms: Array.from({ length: 51 }, (_, index) => `+1202${5_600_000 + index}`) };
  const { stdout } = await check({ asset }, ['--all']);
  expect(stdout).toContain('sms[#51]  53    +12025600050');
});

test('--json prints one document, whatever is found', async () => {
  const { exitCode, stdout, stderr } = await check(
    { asset: ANA, env: 'TWILIO_CHAT_NUMBER=desk\n', files: ['logo.png'] },
    ['--json', '--public', 'logo.png'],
  );
  const file = 'assets/proxy-addresses.private.json';
  expect(JSON.parse(stdout)).toEqual({
    addresses: [
      {
        channel: 'chat',
        address: 'desk',
        place: 'TWILIO_CHAT_NUMBER',
        file: '.env',
        line: 1,
        owned: null,
      },
      { channel: 'sms', address: '+12025551234', place: 'sms.default', file, line: 3, owned: null },
      { channel: 'sms', address: '12', place: 'sms.workers[#1]', file, line: 5, owned: null },
      {
        channel: 'sms',
        address: '+14155550100',
        place: 'sms.workers[#2]',
        file,
        line: 6,
        owned: null,
      },
    ],
    findings: [
      {
        code: 'address/malformed',
        level: 'error',
        place: 'sms.workers[#1]',
        file,
        line: 5,
        message: WRONG,
      },
      {
        code: 'address/sample',
        level: 'warning',
        place: 'sms.workers[#2]',
        file,
        line: 6,
        message: 'is a sample number that nobody has: write your own',
      },
    ],
    notChecked: [NOT_ASKED.replace('– ', '')],
    errors: 1,
    warnings: 1,
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
});

test('with credentials, the account is asked', async () => {
  const twilio = await startTwilioStandIn(accountApi({ numbers: [{ '+12025551234': true }] }));
  try {
    const asking = (name: 'check', flags: string[]) =>
      runScript(name, flags, { environment: { ...twilio.environment, ...CREDENTIALS } });
    const { exitCode, stdout } = await check(
      { asset: { sms: '+12025551234' } },
      ['--json'],
      asking,
    );
    expect(JSON.parse(stdout)).toMatchObject({ addresses: [{ owned: true }], notChecked: [] });
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain(CREDENTIALS.AUTH_TOKEN);
  } finally {
    await twilio.close();
  }
});

test('a mapping that cannot be read fails in one line', async () => {
  const { exitCode, stdout, stderr } = await check({
    files: ['proxy-addresses.private.json/a.private.txt'],
  });
  expect({ exitCode, stdout, stderr }).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: '✘ assets/proxy-addresses.private.json cannot be read (EISDIR).\n',
  });
});

test('the examples have no error, and all their numbers are samples', async () => {
  const flags = ['--env', '/dev/null', '--assets-folder', 'examples', '--json'];
  const { exitCode, stdout } = await runScript('check', flags);
  expect([exitCode, JSON.parse(stdout).errors]).toEqual([0, 0]);
});

describe('the flags', () => {
  test('--help tells them', async () => {
    const { exitCode, stdout } = await runScript('check', ['--help']);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('npm run check -- [flags]')]);
    const flags = [...stdout.matchAll(/^ +--([a-z-]+)/gm)].flatMap(([, flag]) => flag ?? []);
    expect(flags).toEqual(expect.arrayContaining(['env', 'assets-folder', 'all', 'json']));
  });

  test('a file of variables that is missing is wrong: exit code 2', async () => {
    const { exitCode, stderr } = await runScript('check', ['--env', 'missing.env']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('✘ There is no file ');
  });

  test('a pipe is not waited for', async () => {
    const setting = configure({});
    settings.push(setting);
    await run('mkfifo', ['fifo'], { cwd: setting.folder });
    const { exitCode, stderr } = await runScript('check', ['--env', `${setting.folder}/fifo`]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('fifo is a pipe. Name a file.');
  });
});
