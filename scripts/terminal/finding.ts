import type { Place } from '../mapping/place';
import { type Code, type Level, WORDING, type Wording } from './messages';

/** What a command found: data, which is worded in messages.ts and printed in print.ts or json.ts. */
export interface Finding {
  code: Code;
  level: Level;
  /** Where it stands: nowhere, at one place, or at several that have the same fault. */
  places: Place[];
  /** What its sentence tells of it. */
  values: readonly unknown[];
  message: string;
  /** What stands at the places, as somebody wrote it. It may be personal data. */
  written?: unknown;
  /** The line it stands in, and where in that. */
  excerpt?: { line: string; column: number; length: number };
}

/**
 * Makes a finding.
 *
 * @param code Its kind, such as `pool/duplicate`, which decides its level and its sentence.
 * @param places Where it stands.
 * @param values What the sentence of this kind needs.
 */
export function finding<C extends Code>(
  code: C,
  places: Place | Place[],
  ...values: Parameters<Wording[C]>
): Finding {
  return { code, places: [places].flat(), values, ...WORDING[code](...values) };
}

/** An error that stops a command, worded as its finding. */
export class Failure extends Error {}

/** Makes an error that stops a command. */
export function failure<C extends Code>(code: C, ...values: Parameters<Wording[C]>): Failure {
  return new Failure(finding(code, [], ...values).message);
}

/**
 * Makes one finding of all that have the same fault: as few lines as there are mistakes.
 *
 * @param faultOf Tells one fault from another; nothing for a finding that stays as it is. By default, the same fault
 *   is what is said alike of the same address.
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

/** Whether nothing was found that is wrong. */
export function isRight(findings: Finding[]): boolean {
  return findings.every(({ level }) => level !== 'error');
}
