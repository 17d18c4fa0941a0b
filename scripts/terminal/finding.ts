import type { Place } from '../mapping/place';
import { type Code, type Level, levelOf, sentenceFor, type Values } from './messages';
import { type Given, Personal, shown } from './personal';

/** A finding of a command, as data. messages.ts holds its sentence, and print.ts prints it. */
export interface Finding {
  code: Code;
  level: Level;
  /** The places of the fault: no place, one place, or several with the same fault. */
  places: Place[];
  /** The values in the sentence, as everybody may see them. */
  values: readonly unknown[];
  /** The sentence, made for its reader when it is printed. */
  message: Personal;
  /** The value at the places, as written. It may be personal data. */
  written?: unknown;
  /** The line with the fault, and the part of the line that is wrong. */
  excerpt?: { line: string; column: number; length: number };
}

/**
 * Makes a finding.
 *
 * @param code The kind, such as `pool/duplicate`. The kind decides the level and the sentence.
 * @param places The places of the fault.
 * @param values The values that the sentence needs. Those that may be personal data are `Personal`.
 */
export function finding<C extends Code>(
  code: C,
  places: Place | Place[],
  ...values: Given<Values<C>>
): Finding {
  const valuesFor = (identities: boolean) => shown<Values<C>>(values, identities);
  const open = valuesFor(false);
  return {
    code,
    level: levelOf(code, open),
    places: [places].flat(),
    values: open,
    message: new Personal((identities) => sentenceFor(code, valuesFor(identities))),
  };
}

/** An error that stops a command. The error's own message is what everybody may see. */
export class Failure extends Error {
  constructor(readonly text: string | Personal) {
    super(`${text}`);
  }
}

/** Makes an error that stops a command. Its text is the sentence of a finding. */
export function failure<C extends Code>(code: C, ...values: Given<Values<C>>): Failure {
  return new Failure(finding(code, [], ...values).message);
}

/**
 * Merges findings of the same fault, so that a report has one line for each mistake.
 *
 * @param faultOf Returns a key of the fault. `undefined` leaves a finding as it is. By default, the
 *   fault is the same if the code, the message and the written value are the same.
 */
export function merged(findings: Finding[], faultOf = faultOfAddress): Finding[] {
  const byFault = new Map<string | Finding, Finding>();
  for (const one of findings) {
    const fault = faultOf(one) ?? one;
    const same = byFault.get(fault);
    if (same) for (const place of one.places) same.places.push(place);
    else byFault.set(fault, one);
  }
  return [...byFault.values()];
}

function faultOfAddress({ code, message, written }: Finding): string | undefined {
  return typeof written === 'string' ? JSON.stringify([code, message, written]) : undefined;
}

/** Whether no finding is an error. */
export function isRight(findings: Finding[]): boolean {
  return findings.every(({ level }) => level !== 'error');
}
