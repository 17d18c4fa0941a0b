import { expect, test } from '@jest/globals';
import { areTheFunction } from '../../scripts/deploy/plan';

const OURS = { path: '/callbacks/outgoing-conversation', access: 'protected' } as const;

test.each([
  [true, 'the Function', [OURS]],
  [false, 'no Function', []],
  [false, 'one that anybody can ask', [{ ...OURS, access: 'public' as const }]],
  [false, 'one that nobody can ask', [{ ...OURS, access: 'private' as const }]],
  [false, 'one at another path', [{ ...OURS, path: '/callbacks/outgoing' }]],
  [false, 'another one too', [OURS, { ...OURS, path: '/other' }]],
])('%s: %s', (right, _, functions) => {
  expect(areTheFunction(functions)).toBe(right);
});
