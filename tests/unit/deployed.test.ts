import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readMappings } from '../../scripts/changes/mappings';
import { deploy } from '../../scripts/deploy/deployment';
import { destination } from '../../scripts/deploy/destination';
import { recordIn, withRecord } from '../../scripts/deploy/record';
import { findTarget } from '../../scripts/deploy/target';
import { twilioClient } from '../../scripts/twilio/client';
import { CALLBACK_PATH } from '../../scripts/twilio/project';
import { type ServerlessAccount, serverlessAccount } from '../support/serverless-account';
import { CREDENTIALS } from '../support/stand-in';
import { leadHere } from '../support/this-process';

const [COMMITTED, DEPLOYED, NEWEST] = ['{"sms":"1"}\n', '{"sms":"2"}\n', '{"sms":"3"}\n'];
const CONFIGURATION = {
  ...{ variables: {}, credentials: CREDENTIALS, accountFrom: '.env' },
  envFile: { name: '.env', lines: [] },
};

const home = process.cwd();
const folder = mkdtempSync(path.join(tmpdir(), 'frontline-deployed-'));
let account: ServerlessAccount;

beforeAll(async () => {
  account = await serverlessAccount();
  leadHere(account.twilio);
  process.chdir(folder);
  mkdirSync('assets');
  git('init', '-q');
  commit(COMMITTED);
});
beforeEach(() => account.empty());
afterAll(async () => {
  process.chdir(home);
  await account.twilio.close();
  rmSync(folder, { recursive: true });
});

function git(...args: string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  return execFileSync('git', [...who, ...args], { encoding: 'utf8' }).trim();
}

const write = (mapping: string) => writeFileSync('assets/proxy-addresses.private.json', mapping);

function commit(mapping: string) {
  write(mapping);
  git('add', '.');
  git('commit', '-qm', 'x');
}

/** Deploys a Function of this text to production, or to another environment. */
async function deployed(content: string, environment?: string) {
  const client = await twilioClient(CREDENTIALS, 5000);
  const flags = environment ? { environment } : { production: true as const };
  const to = destination(flags, CONFIGURATION, { runtime: 'node22', faults: [] });
  const target = await findTarget(client, to);
  const files = [
    {
      ...{ kind: 'Function' as const, path: CALLBACK_PATH, access: 'protected' as const },
      ...{ type: 'text/javascript', content: Buffer.from(content) },
    },
  ];
  const what = { to, target, files, variables: {}, unset: [], runtime: 'node22' };
  await deploy(client, what, () => {});
}

const withMapping = (mapping?: string) =>
  withRecord('code\n', mapping ? Buffer.from(mapping) : undefined);
const before = async (from: string) =>
  (await readMappings(from, 'assets', CONFIGURATION))[0].mapping;

test('the mapping that is live is found where it was committed, in its environment', async () => {
  await deployed(withMapping(COMMITTED));
  await deployed(withMapping(), 'stage');
  write(NEWEST);
  expect(await before('deployed')).toEqual({ sms: '1' });
  expect(await before('deployed:stage')).toEqual({});
});

test('it may be committed later, or be the one here', async () => {
  await deployed(withMapping(DEPLOYED));
  write(DEPLOYED);
  expect(await before('deployed')).toEqual({ sms: '2' });
  write(NEWEST);
  const { commit: there } = recordIn(withMapping(DEPLOYED));
  expect(there).toBe(git('rev-parse', 'HEAD'));
  await expect(before('deployed')).rejects.toThrow(`not in this repository.`);
  await expect(before('deployed')).rejects.toThrow(`--from ${there}`);
  commit(DEPLOYED);
  commit(NEWEST);
  expect(await before('deployed')).toEqual({ sms: '2' });
});

test('nobody knows what another tool has deployed, or where nothing is', async () => {
  await deployed('code\n');
  await expect(before('deployed')).rejects.toThrow('which mapping is live in production');
  await expect(before('deployed:dev')).rejects.toThrow('which mapping is live in dev');
});
