/** The Twilio error codes that a refusal can carry: https://www.twilio.com/docs/api/errors */
export type ErrorCode = 48000 | 48004 | 48026 | 48027 | 48029;

/** The body of a refusal, in the shape of the Twilio REST API's errors. */
export interface ErrorBody {
  status: number;
  code: ErrorCode;
  message: string;
  more_info: string;
}

/**
 * The reason why a request gets no address. Any part throws a refusal, and the Function answers it.
 *
 * The message is logged and sent, so it never holds a `ChannelValue`, `CustomerId` or `Worker`.
 */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 403 | 422 | 500,
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }

  /**
   * The JSON body to answer with.
   *
   * @see https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions
   */
  toJSON(): ErrorBody {
    const { status, code, message } = this;
    return { status, code, message, more_info: `https://www.twilio.com/docs/api/errors/${code}` };
  }
}

/**
 * Makes a refusal of anything thrown, so that every request gets an answer. An unexpected error
 * becomes a 48004 that names only the kind of error, because its message could hold personal data.
 */
export function asRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) {
    return thrown;
  }
  const kind = thrown instanceof Error ? thrown.name : typeof thrown;
  return new Refusal(500, 48004, `The Function failed with an unexpected ${kind}.`);
}
