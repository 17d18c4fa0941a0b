import { expect, test } from '@jest/globals';
import { webhookRules } from '../../../scripts/check/webhooks';
import { inquire } from '../../../scripts/twilio/account';
import { CREDENTIALS, twilioError } from '../../support/stand-in';
import { useTwilio } from '../../support/twilio';

const twilio = useTwilio();

const URL = 'https://ours-1234.twil.io/callbacks/outgoing-conversation';
const ID = 'webhooks_rule_01';

/** An account with one rule and three settings, as the SDK 6.3.1 types them. */
function rule(its: object, settingId: string) {
  const lists: Record<string, object[]> = {
    rules: [{ id: ID, settings: [{ settingId, percentage: 100 }], ...its }],
    settings: [
      { id: 'token' },
      { id: 'shared', signature: { type: 'SHARED_KEY', sharedKeyId: 'k' } },
      { id: 'none', signature: { type: 'NONE' } },
    ],
  };
  twilio.webhooks = ({ path }) => {
    const [, key = ''] = /^\/v1\/Webhooks\/(\w+)$/.exec(path) ?? [];
    const name = key.toLowerCase();
    if (!lists[name]) return undefined;
    return { status: 200, body: { [name]: lists[name], meta: { key: name } } };
  };
}

const found = async () => {
  const findings = await inquire([webhookRules()], CREDENTIALS);
  return findings.map(({ code, level, values }) => [code, level, values[1]]);
};

const EVERY = { matchType: 'DEFAULT' };
const EXACT = { matchType: 'EXACT_MATCH', value: URL };
const PREFIX = { matchType: 'PREFIX_MATCH', prefix: 'https://ours-1234.twil.io/' };

test.each([
  [EVERY, 'shared', 'every URL'],
  [EVERY, 'none', 'every URL'],
  [EXACT, 'shared', URL],
  [PREFIX, 'none', PREFIX.prefix],
  [{ ...PREFIX, prefix: 'https://x.twil.io/callbacks/' }, 'none', 'https://x.twil.io/callbacks/'],
])('a rule that may match, and signs otherwise: %j, %s', async (its, setting, match) => {
  rule(its, setting);
  expect(await found()).toEqual([['webhook/signature', 'warning', match]]);
});

test.each([
  [EVERY, 'token'],
  [EXACT, 'token'],
  [{ ...EXACT, value: 'https://ours-1234.twil.io/other' }, 'shared'],
  [{ ...PREFIX, prefix: 'https://example.com/webhooks/' }, 'shared'],
])('a rule that changes nothing here: %j, %s', async (its, setting) => {
  rule(its, setting);
  expect(await found()).toEqual([]);
});

test('an account without that API has no rules, and one that may not read them says so', async () => {
  expect(await found()).toEqual([]);
  twilio.webhooks = () => twilioError(403, 20403, 'Forbidden');
  expect(await found()).toEqual([['account/failed', 'unchecked', 'Twilio answered 403 (20403)']]);
});
