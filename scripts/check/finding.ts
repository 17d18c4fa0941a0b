/** A place in the configuration: of an address, or of whatever else can be wrong. */
export interface Place {
  /** As the Function's errors name it: `sms.workers[#3].default[#2]`, `TWILIO_SMS_NUMBER`. */
  name: string;
  /** Where its file has it: a line, or a line and a column. Told only when it is needed, as it takes time. */
  position?(): string | undefined;
  /** The keys that the name counts instead of naming them: personal data, for a terminal alone. */
  counted?: string[];
}

/** A place that holds an address, or should. */
export interface AddressPlace extends Place {
  channel: string;
  value: unknown;
}

/** What is wrong with a place: an error fails requests, a warning is legal but surely unintended. */
export interface Finding {
  place: Place;
  level: 'error' | 'warning';
  text: string;
  /** The line that it stands in, and where in it. */
  excerpt?: { line: string; column: number; length: number };
}

/** What fails requests. */
export function error(place: Place, text: string): Finding {
  return { place, level: 'error', text };
}

/** What is legal, but surely unintended. */
export function warning(place: Place, text: string): Finding {
  return { place, level: 'warning', text };
}
