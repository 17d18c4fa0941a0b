import { describe, expect, test } from '@jest/globals';
import { ADDRESS, CUSTOMER, participantsOf } from '../../../scripts/conversations/query';
import { UsageError } from '../../../scripts/terminal/command';

const read = (option: typeof CUSTOMER | typeof ADDRESS, text: string) =>
  option.parseArg?.(text, undefined);

describe('an address', () => {
  test.each([
    ['+14155550001', '+14155550001'],
    ['whatsapp:+14155550001', 'whatsapp:+14155550001'],
    ['whatsapp:US.A1', 'whatsapp:US.A1'],
    ['visitor-42', 'visitor-42'],
  ])('%s', (text, address) => {
    expect(read(CUSTOMER, text)).toBe(address);
  });

  test.each(['+14155550001', 'whatsapp:+14155550001'])('of yours: %s', (text) => {
    expect(read(ADDRESS, text)).toBe(text);
  });

  test.each(['front-desk', 'whatsapp:US.A1', '4155550001', ''])('of yours: not “%s”', (text) => {
    const parse = () => read(ADDRESS, text);
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(/^--address must be \+ and 2 to 15 digits/);
  });

  test.each(['(415) 555-0001', '14155550001', '+0', '+1 415 555 0001', 'whatsapp:visitor', ''])(
    '“%s” is none, and is not repeated',
    (text) => {
      const parse = () => read(CUSTOMER, text);
      expect(parse).toThrow(UsageError);
      expect(parse).toThrow(/^--customer must be [^0]*$/);
    },
  );
});

test.each([
  [{ worker: 'ana' }, [{ identity: 'ana' }]],
  [{ customer: '+14155550001', worker: 'ana' }, [{ address: '+14155550001' }]],
  [{ customer: 'visitor' }, [{ identity: 'visitor' }]],
  [{ customer: 'whatsapp:US.A1' }, [{ address: 'whatsapp:US.A1' }]],
  [
    { customer: 'whatsapp:+525512345678' },
    [{ address: 'whatsapp:+5215512345678' }, { address: 'whatsapp:+525512345678' }],
  ],
  [{ address: '+12025551230' }, []],
])('%j is asked for by %j', (query, keys) => {
  expect(participantsOf(query)).toEqual(keys);
});
