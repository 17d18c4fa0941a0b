/** A place in the configuration: of an address, or of whatever else can be wrong. */
export interface Place {
  /** As the Function's errors name it: `sms.workers[#3].default[#2]`, `TWILIO_SMS_NUMBER`. */
  name: string;
  /** The file it stands in. */
  file?: string;
  /** Where its file has it: a line, or a line and a column. Told only when it is needed, as it takes time. */
  position?(): string | undefined;
  /** The keys that the name counts instead of naming them: personal data, for a terminal alone. */
  counted?: string[];
}

/**
 * Names a place for whoever reads it.
 *
 * @param personal Whether the keys may be told that its name counts.
 */
export function nameOfPlace({ name, counted = [] }: Place, personal: boolean): string {
  const keys = counted.map((key) => JSON.stringify(key)).join(', ');
  return keys && personal ? `${name} (${keys})` : name;
}
