import { expect, test } from '@jest/globals';
import { nextSteps } from '../../scripts/deploy/plan';

const DOMAIN = 'ours-1234.twil.io';
const LIVE = { sid: 'ZE1', domainName: DOMAIN, buildSid: 'ZB0' };

interface Situation {
  environment?: { sid: string; domainName: string; buildSid: string | null };
  production?: string;
  suffix?: string;
  token?: string;
  env?: string;
}

function told({ environment, production, suffix = 'dev', token = 'x', env }: Situation) {
  const named = { value: suffix, from: '' };
  const deployment = {
    to: { account: named, service: named, suffix: named, call: '' },
    target: {
      ...(environment && { environment }),
      production,
      files: new Map(),
      variables: new Map(),
    },
    ...{ files: [], variables: {}, unset: [], runtime: 'node22' },
  };
  const configuration = {
    ...{ variables: {}, accountFrom: '', envFile: { name: env ?? '.env', lines: [] } },
    credentials: { ACCOUNT_SID: 'AC1', AUTH_TOKEN: token },
  };
  return nextSteps(deployment, { buildSid: 'ZB1', domain: DOMAIN }, configuration);
}

test.each<[string, boolean, Situation]>([
  ['a new environment', true, {}],
  [
    'an environment that nothing was deployed to',
    true,
    { environment: { ...LIVE, buildSid: null } },
  ],
  ['new production', true, { suffix: '' }],
  ['an environment that is live', false, { environment: LIVE }],
  ['production that is live', false, { environment: LIVE, production: DOMAIN, suffix: '' }],
  ['a new environment beside production', false, { production: 'ours.twil.io' }],
])("%s needs the Console's step: %p", (_, isNeeded, situation) => {
  expect(told(situation).includes(`Callbacks:\n  https://${DOMAIN}/`)).toBe(isNeeded);
});

test('the last line asks what was deployed, with the same file of variables', () => {
  const line = `\n  npm run callback -- --url https://${DOMAIN}/callbacks/outgoing-conversation`;
  expect(told({}).endsWith(line)).toBe(true);
  expect(told({ env: 'stage 1.env' }).endsWith(`${line} --env 'stage 1.env'`)).toBe(true);
  expect(told({}).includes('set AUTH_TOKEN')).toBe(false);
  expect(told({ token: '' }).includes('set AUTH_TOKEN')).toBe(true);
});
