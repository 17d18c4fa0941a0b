import path from 'node:path';
import { SERVICE_VARIABLE } from '../../src/conversations';
import { conversationsApi, SERVICE_SID } from '../stand-in/conversations';
import { CREDENTIALS, startTwilioStandIn } from '../stand-in/twilio';
import { BUILT_FUNCTION } from '../twilio/project';
import { measureOverHttp } from './http';
import { EMPTY, quantile } from './instance';

const ROUNDS = 600;

/** What asking takes as a rule: one request. */
const REQUEST = path.join(__dirname, 'request.cjs');

/**
 * Measures what it costs to ask Conversations, which a stand-in on this machine plays: what of it is not
 * the request itself.
 *
 * @returns Rows of a table: what, the median in ms.
 */
export async function benchAsking(folder: string, effort: number): Promise<string[][]> {
  const twilio = await startTwilioStandIn(conversationsApi().answer);
  try {
    const [empty, request, asking] = await measureOverHttp({
      folder: path.join(folder, 'asking'),
      functions: [EMPTY, REQUEST, BUILT_FUNCTION],
      variables: {
        ...CREDENTIALS,
        ...twilio.environment,
        [SERVICE_VARIABLE]: SERVICE_SID,
        TWILIO_SMS_NUMBER: '+12025551230,+12025551231',
      },
      rounds: ROUNDS * effort,
    });
    const ms = (times: number[] = []) => quantile(times) / 1000;
    return [
      ['empty handler', ms(empty)],
      ['a bare request to the stand-in', ms(request)],
      ['a pool of 2, asking the stand-in', ms(asking)],
      ['of that, beyond the request', ms(asking) - ms(request)],
    ].map(([name, time]) => [`${name}`, Number(time).toFixed(2)]);
  } finally {
    await twilio.close();
  }
}
