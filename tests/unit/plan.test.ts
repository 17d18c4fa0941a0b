import { describe, expect, test } from '@jest/globals';
import type { Deployment } from '../../scripts/deploy/deployment';
import { planFindings, planText, withoutEffect } from '../../scripts/deploy/plan';
import type { DeployedRecord } from '../../scripts/deploy/record';
import { ASSET_PATH } from '../../src/asset';
import { SERVICE_VARIABLE } from '../../src/conversations';

const SERVICE = { sid: 'ZS1', includeCredentials: true };

/** The Function here, with its record. */
const FUNCTION = 'code\n// mapping: aa, commit: 11\n';

interface Situation {
  variables?: Record<string, string>;
  /** The variables that Twilio has, if it has the environment. */
  before?: Record<string, string>;
  /** Whether the Service gives its Functions credentials, if it exists. */
  givesCredentials?: boolean;
  suffix?: string;
  unset?: string[];
  /** The build that is deployed, and what is known of it. */
  buildSid?: string;
  live?: DeployedRecord;
  /** The domain of production. */
  production?: string;
}

function deployment({ variables = {}, before, suffix = 'dev', ...more }: Situation) {
  const { givesCredentials, unset = [], production, buildSid = null, live } = more;
  const there = Object.entries(before ?? {}).map(
    ([name, value]) => [name, { sid: 'ZV1', value }] as const,
  );
  const isService = before || givesCredentials !== undefined;
  return {
    to: {
      account: { value: 'AC1', from: '.env' },
      service: { value: 'ours', from: 'package.json' },
      suffix: { value: suffix, from: suffix ? 'the default' : '--production' },
      call: 'npm run deploy --',
    },
    target: {
      ...(isService && { service: { ...SERVICE, includeCredentials: givesCredentials ?? true } }),
      ...(before && {
        environment: { sid: 'ZE1', domainName: 'ours-1234-dev.twil.io', buildSid },
        live,
      }),
      production,
      files: new Map(),
      variables: new Map(there),
    },
    files: [
      { kind: 'asset', path: ASSET_PATH, access: 'private', type: '', content: Buffer.of() },
      { kind: 'asset', path: '/a.png', access: 'public', type: '', content: Buffer.of() },
      {
        kind: 'Function',
        path: '/f',
        access: 'protected',
        type: '',
        content: Buffer.from(FUNCTION),
      },
    ],
    variables,
    unset,
    runtime: 'node22',
  } satisfies Deployment;
}

describe('the plan', () => {
  test('names what is sent, and what becomes of what is there', () => {
    const variables = { NEW: 'secret-1', CHANGED: 'secret-2', SAME: 'x' };
    const before = { CHANGED: 'secret-3', SAME: 'x', KEPT: 'secret-4', OLD: 'secret-5' };
    const text = planText(deployment({ variables, before, unset: ['OLD', 'MISSING'] }));
    expect(text).toBe(`To deploy:
  account   AC1                    from .env
  Service   ours                   from package.json: ZS1
  domain    ours-1234-dev.twil.io  suffix dev, from the default
  runtime   node22
  commit    11
  Function  /f                     protected, new
  asset     /a.png                 public
  asset     /proxy-addresses.json  private, new
  variable  NEW                    new
  variable  CHANGED                changed
  variable  SAME                   the same
  variable  KEPT                   only on Twilio, not deployed
  variable  OLD                    only on Twilio, deleted`);
  });

  test.each<[DeployedRecord | undefined, unknown[][]]>([
    [
      { code: 'code\n', mapping: 'aa', commit: '11' },
      [['commit', '11'], ['Function', '/f', 'protected, the same'], ['private, the same']],
    ],
    [
      { code: 'other\n', mapping: '', commit: '22' },
      [
        ['commit', '11', 'live: 22'],
        ['Function', '/f', 'protected, changed'],
        ['private, changed'],
      ],
    ],
    // Another tool has deployed it.
    [
      { code: 'code\n' },
      [['commit', '11'], ['Function', '/f', 'protected, the same'], ['private']],
    ],
    [undefined, [['commit', '11'], ['Function', '/f', 'protected'], ['private']]],
  ])('says what is live: %j', (live, [commit, code, mapping]) => {
    const rows = planText(deployment({ before: {}, buildSid: 'ZB1', ...(live && { live }) }))
      .split('\n')
      .map((row) => row.trim().split(/ {2,}/));
    expect(rows).toEqual(
      expect.arrayContaining([commit, code, ['asset', ASSET_PATH, ...(mapping ?? [])]]),
    );
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
    ['nor if it asks by what Twilio has', { before: asks }, true, []],
    [
      'a pool that nobody will ask for',
      { before: asks, unset: [SERVICE_VARIABLE] },
      true,
      [['pool/unasked']],
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
      [['variables/size']],
    ],
    [
      'nothing too large in what is deleted',
      {
        variables: LARGE,
        before: { TWILIO_SMS_NUMBER: '+1' },
        unset: ['TWILIO_SMS_NUMBER'],
      },
      false,
      [],
    ],
    [
      'what stays on Twilio and is never read',
      { variables: { TWILIO_CHAT_NUMBER: 'x' }, before: { TWILIO_CHAT_NUMBER: 'y', OLD: 'z' } },
      false,
      [['variable/unused', 'OLD']],
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
});

describe('without effect', () => {
  const CALL = 'npm run deploy --';

  test.each<[string, Situation, unknown[]]>([
    [
      'is nothing that is the same everywhere',
      { before: { TWILIO_SMS_NUMBER: '+1' }, variables: { TWILIO_SMS_NUMBER: '+1' } },
      [],
    ],
    ['is nothing that the Function never reads', { before: { OLD: 'x' } }, []],
    [
      'is nothing once the variable is deleted',
      { before: { TWILIO_SMS_NUMBER: '+1' }, unset: ['TWILIO_SMS_NUMBER'] },
      [],
    ],
    [
      'is the channel of a variable that only Twilio has',
      { before: { TWILIO_SMS_NUMBER: '+1', TWILIO_CHAT_NUMBER: 'desk' } },
      [
        ['variable/kept', `${CALL} --unset TWILIO_SMS_NUMBER`],
        ['variable/kept', `${CALL} --unset TWILIO_CHAT_NUMBER`],
      ],
    ],
    [
      'is a deployment beside production that nobody asked for',
      { production: 'ours.twil.io' },
      [['deploy/not-production', 'ours.twil.io', `${CALL} --production`]],
    ],
    ['is no deployment to production', { production: 'ours.twil.io', suffix: '' }, []],
  ])('%s', (_, situation, found) => {
    const findings = withoutEffect(deployment(situation));
    expect(findings.map(({ code, values }) => [code, ...values])).toEqual(found);
  });

  test('is no deployment to an environment that is named', () => {
    const named = deployment({ production: 'ours.twil.io' });
    named.to.suffix.from = '--environment';
    expect(withoutEffect(named)).toEqual([]);
  });
});
