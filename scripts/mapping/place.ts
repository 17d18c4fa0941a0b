/** A place in the configuration, such as the place of an address. */
export interface Place {
  /** The name in the Function's errors: `sms.workers[#3].default[#2]`, `TWILIO_SMS_NUMBER`. */
  name: string;
  /** The file that holds the place. */
  file?: string | undefined;
  /** A line, or a line and a column. A function, because finding the position takes time. */
  position?(): string | undefined;
  /** The keys that the name only counts. They are personal data, and only a terminal shows them. */
  counted?: string[];
}
