import path from 'node:path';
import { expect, test } from '@jest/globals';
import { annotations } from '../../../scripts/check/github';
import { finding } from '../../../scripts/terminal/finding';
import { personal } from '../../../scripts/terminal/personal';

const place = { name: 'sms.workers[#1]', file: 'assets/a.json', counted: ['ana@example.com'] };
const at = (line: string) => ({ ...place, position: () => line });

test.each([
  [
    'an error at its line',
    finding('pool/empty', at('5')),
    '::error file=assets/a.json,line=5::sms.workers[#1]: must hold at least one address (48026)',
  ],
  [
    'a warning',
    finding('pool/duplicate', at('5:12')),
    '::warning file=assets/a.json,line=5::sms.workers[#1]: is a duplicate in this pool',
  ],
  [
    'a file without a line',
    finding('pool/duplicate', place),
    '::warning file=assets/a.json::sms.workers[#1]: is a duplicate in this pool',
  ],
  [
    'no file',
    finding('pool/duplicate', { name: 'x' }),
    '::warning::x: is a duplicate in this pool',
  ],
  [
    'no place',
    finding('credentials/swapped', []),
    expect.stringMatching(/^::error::The values of/),
  ],
  [
    'what somebody wrote',
    { ...finding('pool/duplicate', at('5')), written: '+12' },
    expect.stringContaining('sms.workers[#1]: "+12" is a duplicate'),
  ],
  [
    'a file from elsewhere',
    finding('pool/duplicate', { name: 'x', file: path.resolve('assets/b.json') }),
    expect.stringContaining(' file=assets/b.json::'),
  ],
  [
    'what GitHub would read otherwise',
    finding('settings/fault', { name: 'a:b,c', file: 'a:b,c%.json' }, 'no: 5%,\r\n::x'),
    '::error file=a%3Ab%2Cc%25.json::a:b,c: no: 5%25,\\u{d}%0A::x',
  ],
])('%s', (_, found, line) => {
  expect(annotations([found], false)).toEqual([line]);
});

test('each place has a line, and other levels have none', () => {
  const found = [
    finding('pool/duplicate', [at('5'), at('6')]),
    finding('account/failed', [], 'all', personal('ana')),
    finding('change/kept', [], 'HEAD'),
  ];
  expect(annotations(found, false)).toHaveLength(2);
});

test('identities are shown only to whoever asks for them', () => {
  const found = [finding('pool/duplicate', at('5'))];
  expect(annotations(found, false).join()).not.toContain('ana@');
  expect(annotations(found, true).join()).toContain('sms.workers[#1] ("ana@example.com"): is');
});
