import { expect, test } from '@jest/globals';
import { publicFiles } from '../../../scripts/check/public-files';
import { ASSET_FILE } from '../../../src/asset';
import { check, findings, valuesOf } from '../../support/check';

const SMS = { asset: { sms: '+12025551234' } };

test('copies of the mapping, and links to it', async () => {
  const copies = [
    `${ASSET_FILE}.bak`,
    `${ASSET_FILE}.orig`,
    `.${ASSET_FILE}.swp`,
    'proxy-addresses.private.old.json',
  ];
  const links = { 'numbers.json': ASSET_FILE };
  expect((await findings({ ...SMS, files: copies, links })).sort()).toEqual(
    [...copies, 'numbers.json'].map((name) => `error file/copy assets/${name}`).sort(),
  );
});

test('a copy of the mapping, meant or not, and in a folder', async () => {
  const copy = `old.private/${ASSET_FILE}.bak`;
  const found = await findings({ ...SMS, files: [copy, `old.private/${ASSET_FILE}`] }, [copy]);
  expect(found).toEqual([`error file/copy assets/${copy}`]);
});

test('any other file, unless it is meant', async () => {
  const files = [
    'customers.csv',
    'logo.png',
    'list.private.csv',
    'page.protected.html',
    '.DS_Store',
  ];
  expect(await findings({ ...SMS, files }, ['./logo.png'])).toEqual([
    'warning file/public assets/customers.csv',
  ]);
  const report = await check({ ...SMS, files }, ['logo.png']);
  expect(valuesOf(report, 'file/public')).toEqual([['/customers.csv', 'customers.csv']]);
  expect(await findings({ ...SMS, files }, ['logo.png', 'customers.csv'])).toEqual([]);
});

test('a link to nowhere, as an editor leaves it', async () => {
  expect(await findings({ ...SMS, links: { '.#mapping': 'nowhere' } })).toEqual([
    'warning file/public assets/.#mapping',
  ]);
});

test('no assets folder holds nothing that could be public', () => {
  expect(publicFiles('/nowhere', [])).toEqual([]);
});
