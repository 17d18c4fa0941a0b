import type { Place } from '../mapping/place';

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
