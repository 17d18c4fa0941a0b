import { describe, expect, test } from '@jest/globals';
import { type DestinationFlags, destination } from '../../scripts/deploy/destination';
import type { Settings } from '../../scripts/twilio/settings';

const CONFIGURATION = {
  variables: {},
  credentials: { ACCOUNT_SID: `AC${'0'.repeat(32)}`, AUTH_TOKEN: '' },
  accountFrom: 'the environment',
  envFile: { name: '.env', lines: [] },
};

function decide(flags: DestinationFlags, settings: Partial<Settings> = {}) {
  return destination(flags, CONFIGURATION, { runtime: 'node22', faults: [], ...settings });
}

test('without flags', () => {
  expect(decide({})).toEqual({
    account: { value: `AC${'0'.repeat(32)}`, from: 'the environment' },
    service: { value: 'frontline-outgoing-conversation', from: 'package.json' },
    suffix: { value: 'dev', from: 'the default' },
    call: 'npm run deploy --',
  });
});

test('a flag comes before a file', () => {
  const settings = { serviceName: 'theirs' };
  expect(decide({}, settings).service).toEqual({ value: 'theirs', from: '.twilioserverlessrc' });
  expect(decide({ serviceName: 'ours' }, settings).service).toEqual({
    value: 'ours',
    from: '--service-name',
  });
});

test.each([
  [{ production: true as const }, { value: '', from: '--production' }],
  [{ environment: 'production' }, { value: 'production', from: '--environment' }],
  [{ environment: 'a'.repeat(16) }, { value: 'a'.repeat(16), from: '--environment' }],
  [{ environment: 'my-2nd' }, { value: 'my-2nd', from: '--environment' }],
])('%j', (flags, suffix) => {
  expect(decide(flags).suffix).toEqual(suffix);
});

test.each([
  [{ production: true as const, env: 'my stage.env' }, "--production --env 'my stage.env'"],
  [{ environment: 'stage', serviceName: 'ours' }, '--environment stage --service-name ours'],
])('%j deploys to the same place by %s', (flags, typed) => {
  expect(decide(flags).call).toBe(`npm run deploy -- ${typed}`);
});

test('if npm has kept --production, nothing is decided; a flag says where to', () => {
  const { NODE_ENV = '' } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    expect(() => decide({})).toThrow('npm run deploy -- --production');
    expect(decide({ production: true }).suffix.value).toBe('');
    expect(decide({ environment: 'dev' }).suffix.value).toBe('dev');
  } finally {
    process.env.NODE_ENV = NODE_ENV;
  }
});

describe('what Twilio does not take', () => {
  test.each([
    [{ environment: 'a'.repeat(17) }, '--environment must be 1 to 16'],
    [{ environment: '' }, '--environment must be'],
    [{ environment: 'a--b' }, '--environment must be'],
    [{ environment: '-a' }, '--environment must be'],
    [{ serviceName: 'a'.repeat(51) }, `dashes: "${'a'.repeat(51)}" (--service-name) is not`],
    [{ serviceName: 'our service' }, '"our service" (--service-name) is not'],
    [{ serviceName: '' }, '"" (--service-name) is not'],
  ])('%j', (flags, message) => {
    expect(() => decide(flags)).toThrow(message);
  });

  test('one character less', () => {
    expect(decide({ serviceName: 'a'.repeat(50) }).service.value).toHaveLength(50);
  });
});
