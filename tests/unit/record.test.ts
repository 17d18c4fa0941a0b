import { expect, test } from '@jest/globals';
import { isRecord, recordOf } from '../../src/record';

test.each([[{}], [{ a: 1 }], [new Error('no')]])('%j has keys', (value) => {
  expect(isRecord(value)).toBe(true);
  expect(recordOf(value)).toBe(value);
});

test.each([[[1]], [null], [undefined], ['text'], [1]])('%j has none', (value) => {
  expect(isRecord(value)).toBe(false);
  expect(recordOf(value)).toEqual({});
});
