/** A place in the configuration: one for an address, or one where something else can be wrong. */
export interface Place {
  channel: string;
  /** Which rule it is, named as in the Function's errors: `workers[#3].default[#2]`. */
  rule: string;
  /** The line of the asset; none for a variable. */
  line?: number;
}

/** A place that holds an address, or should. */
export interface AddressPlace extends Place {
  value: unknown;
}

/** What is wrong with a place: an error fails requests, a warning is legal but surely unintended. */
export interface Finding {
  place: Place;
  level: 'error' | 'warning';
  text: string;
}
