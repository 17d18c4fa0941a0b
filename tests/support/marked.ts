import fc from 'fast-check';
import { mapping } from './arbitraries';

/** Stands in each marked identity, and nowhere else. */
export const MARK = 'marked.person';

/** Identities as somebody writes or copies them. In the place of a chat's address, none is right. */
const identity = fc.constantFrom(
  ...[`${MARK}@example.com`, ` ${MARK}@example.com`, `${MARK}@example.com; ${MARK}@example.org`],
  ...[`${MARK} of ours`, `${MARK}@example.com\nof two lines`, `whatsapp:${MARK}@example.com`],
  ...[`+442071838750 ${MARK}`, `"${MARK}@example.com"`, `\u202e${MARK}@example.com`],
);

const marks = fc.array(fc.tuple(fc.nat(), identity), { maxLength: 4 });

/** The text of a mapping with identities in the place of any keys and values. */
const markedMapping = fc.tuple(mapping, marks).map(([value, all]) => {
  const parts = JSON.stringify(value, null, 2).split(/("(?:[^"\\]|\\.)*")/);
  const count = (parts.length - 1) / 2;
  for (const [at, name] of all) {
    if (count > 0) parts[2 * (at % count) + 1] = JSON.stringify(name);
  }
  return parts.join('');
});

/** Also one with a character too many. */
export const markedText = fc
  .tuple(markedMapping, fc.option(fc.tuple(fc.nat(), fc.constantFrom('"', ',', '}', 'x'))))
  .map(([text, fault]) => {
    if (!fault) return text;
    const at = fault[0] % (text.length + 1);
    return text.slice(0, at) + fault[1] + text.slice(at);
  });

/** The text of a file of variables. Whoever has such credentials is not asked for. */
export const markedEnv = fc
  .array(
    fc
      .tuple(
        fc.constantFrom(
          ...['TWILIO_SMS_NUMBER=…', 'TWILIO_SMS_NUMBER="…"', 'TWILIO_CHAT_NUMBER=…', '# …', '…'],
          ...['TWILIO_SNS_NUMBER=…', 'export TWILIO_SMS_NUMBER …', 'TWILIO_SMS_NUMBER="…'],
          ...['TWILIO_CONVERSATIONS_SERVICE_SID=…', 'ACCOUNT_SID=…', 'AUTH_TOKEN=…', 'X=…'],
          ...['TWILIO_AUTH_TOKEN=…', 'TWILIO_CHAT_NUMBER="front-desk" …', 'twilio_sms_number=…'],
        ),
        identity,
      )
      .map(([line, name]) => line.replace('…', name)),
    { maxLength: 4 },
  )
  .map((lines) => lines.join('\n'));

/** The text of a spreadsheet with identities in any cells. */
export const markedSheet = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(['worker', 'number', 'prefix'], ['number', 'worker', 'note']),
      fc.tuple(fc.constantFrom('worker', 'number'), identity),
    ),
    fc.array(fc.array(fc.oneof(identity, fc.constantFrom('+12025551234', '+44', '7', '')))),
  )
  .map((rows) => {
    const cells = ([header, others]: typeof rows) => [header, ...others];
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    return cells(rows)
      .map((row) => row.map(quoted).join())
      .join('\n');
  });
