/**
 * Says why a request of the Twilio SDK failed, and no more: the error itself also holds the credentials.
 *
 * @param error What the SDK threw.
 * @returns One sentence, and what to do.
 */
export function describeFailure(error: unknown): string {
  const { status, code, message } = Object(error);
  switch (status) {
    case undefined:
      return `Twilio could not be reached (${code ?? message}).`;
    case 401:
      return `Twilio refused the credentials (${status}): mend ACCOUNT_SID and AUTH_TOKEN.`;
    case 429:
      return `Twilio was asked too often (${status}): try again in a minute.`;
    default:
      return `Twilio answered ${status}: ${message}`;
  }
}
