import { recordOf } from '../../src/record';
import { type Finding, finding } from '../terminal/finding';
import { asFailure } from '../twilio/failure';

/**
 * The codes with which Conversations refuse a step, each with the code that Frontline reports for
 * the same fault. No page of Twilio pairs them: their descriptions name the same fault.
 *
 * @see https://www.twilio.com/docs/api/errors/50416 (and so on, with each code)
 */
const FRONTLINE_CODES: Record<number, number> = {
  50407: 48025, // The customer's address is invalid.
  50411: 48025, // The customer's address is empty.
  50408: 48026, // The proxy address is invalid.
  50412: 48026, // The proxy address is empty.
  50409: 48027, // Both are equal.
  50414: 48029, // They belong to two channels.
  50416: 48031, // Both are together in another conversation.
  50214: 48023, // The worker is in too many conversations.
};

/** Says why Twilio refused a step, without Twilio's own words: they may hold personal data. */
export function whyRefused(error: unknown, doing: string): Finding {
  const { code, message, status } = recordOf(error);
  if (typeof status !== 'number' || typeof code !== 'number' || status === 401) {
    return finding('step/failed', [], doing, asFailure(error).text);
  }
  // https://support.twilio.com/hc/en-us/articles/41467875615259
  const [holder] = /\bCH[0-9a-f]{32}\b/i.exec(`${message}`) ?? [];
  return finding('step/refused', [], doing, status, code, FRONTLINE_CODES[code], holder);
}
