import { describe, expect, test } from '@jest/globals';
import type { Deployment } from '../../scripts/deploy/deployment';
import { planFindings, planText } from '../../scripts/deploy/plan';
import { SERVICE_VARIABLE } from '../../src/conversations';

const SERVICE = { sid: 'ZS1', includeCredentials: true };

interface Situation {
  variables?: Record<string, string>;
  /** The variables that Twilio has, if it has the environment. */
  before?: Record<string, string>;
  /** Whether the Service gives its Functions credentials, if it exists. */
  givesCredentials?: boolean;
  suffix?: string;
}

function deployment({ variables = {}, before, givesCredentials, suffix = 'dev' }: Situation) {
  const there = Object.entries(before ?? {}).map(
    ([name, value]) => [name, { sid: 'ZV1', value }] as const,
  );
  const isService = before || givesCredentials !== undefined;
  return {
    to: {
      account: { value: 'AC1', from: '.env' },
      service: { value: 'ours', from: 'package.json' },
      suffix: { value: suffix, from: suffix ? 'the default' : '--production' },
    },
    target: {
      ...(isService && { service: { ...SERVICE, includeCredentials: givesCredentials ?? true } }),
      ...(before && { environment: { sid: 'ZE1', domainName: 'ours-1234-dev.twil.io' } }),
      files: new Map(),
      variables: new Map(there),
    },
    files: [
      { kind: 'asset', path: '/b.json', access: 'private', type: '', content: Buffer.of() },
      { kind: 'asset', path: '/a.png', access: 'public', type: '', content: Buffer.of() },
      { kind: 'Function', path: '/f', access: 'protected', type: '', content: Buffer.of() },
    ],
    variables,
    runtime: 'node22',
  } satisfies Deployment;
}

describe('the plan', () => {
  test('names what is sent, and what becomes of what is there', () => {
    const variables = { NEW: 'secret-1', CHANGED: 'secret-2', SAME: 'x' };
    const before = { CHANGED: 'secret-3', SAME: 'x', KEPT: 'secret-4' };
    const text = planText(deployment({ variables, before }));
    expect(text).toBe(`To deploy:
  account   AC1                    from .env
  Service   ours                   from package.json: ZS1
  domain    ours-1234-dev.twil.io  suffix dev, from the default
  runtime   node22
  Function  /f                     protected
  asset     /a.png                 public
  asset     /b.json                private
  variable  NEW                    new
  variable  CHANGED                changed
  variable  SAME                   the same
  variable  KEPT                   only on Twilio, not deployed`);
  });

  test.each([
    ['', 'ours-….twil.io, new', 'no suffix, from --production'],
    ['production', 'ours-…-production.twil.io, new', 'suffix production, from the default'],
  ])('tells the domain of a new environment, suffix %j', (suffix, domain, from) => {
    const rows = planText(deployment({ suffix })).split('\n');
    expect(rows.map((row) => row.trim().split(/ {2,}/))).toEqual(
      expect.arrayContaining([
        ['Service', 'ours', 'from package.json: new'],
        ['domain', domain, from],
      ]),
    );
  });
});

describe('of a plan it finds', () => {
  const LARGE = { TWILIO_CHAT_NUMBER: 'x'.repeat(2500) };
  const asks = { [SERVICE_VARIABLE]: 'IS1' };

  test.each<[string, Situation, boolean, [code: string, name?: string][]]>([
    ['nothing', { variables: { TWILIO_SMS_NUMBER: '+1' }, before: {} }, false, []],
    ['a pool that nobody asks for', {}, true, [['pool/unasked']]],
    ['no such pool if the Function asks', { variables: asks }, true, []],
    [
      'nor if it asks by what Twilio has',
      { before: asks },
      true,
      [['variable/kept', SERVICE_VARIABLE]],
    ],
    [
      'that the Function gets no credentials to ask with',
      { variables: asks, givesCredentials: false },
      true,
      [['service/credentials']],
    ],
    ['not if it gets them', { variables: asks, givesCredentials: true }, true, []],
    ['not if it does not ask', { variables: {}, givesCredentials: false }, false, []],
    ['not of a new Service, which gives them', { variables: asks }, false, []],
    ['not what check finds', { variables: LARGE, before: {} }, false, []],
    [
      'what is too large with what stays on Twilio',
      { variables: LARGE, before: { TWILIO_SMS_NUMBER: '+1' } },
      false,
      [['variable/kept', 'TWILIO_SMS_NUMBER'], ['variables/size']],
    ],
    [
      'what stays on Twilio',
      { variables: { TWILIO_CHAT_NUMBER: 'x' }, before: { TWILIO_CHAT_NUMBER: 'y', OLD: 'z' } },
      false,
      [['variable/kept', 'OLD']],
    ],
  ])('%s', (_, situation, hasPool, found) => {
    const findings = planFindings(deployment(situation), hasPool);
    expect(findings.map(({ code, places }) => [code, ...places.map(({ name }) => name)])).toEqual(
      found,
    );
  });

  test('what is not deployed, in one line and by its names alone', () => {
    const others = { DB: 'secret-1', SF_PASSWORD: 'secret-2' };
    const findings = planFindings(deployment({}), false, others);
    expect(findings).toMatchObject([
      {
        ...{ code: 'variables/not-deployed', level: 'reason' },
        values: [['DB', 'SF_PASSWORD'], '--service-sid ZS… --environment dev'],
      },
    ]);
    expect(JSON.stringify(findings)).not.toContain('secret-');
    expect(planFindings(deployment({}), false, {})).toEqual([]);
  });

  test('which of what stays still counts', () => {
    const before = { TWILIO_CHAT_NUMBER: 'desk', OLD: 'x' };
    const values = planFindings(deployment({ before }), false).map((one) => one.values);
    const unset = 'npx twilio-run env unset --service-sid ZS1 --environment dev --key';
    expect(values).toEqual([
      [true, `${unset} TWILIO_CHAT_NUMBER`],
      [false, `${unset} OLD`],
    ]);
  });
});
