import { poolOf } from '../../src/channel';
import { SERVICE_VARIABLE } from '../../src/conversations';
import type { Configuration } from '../twilio/configuration';
import { Part } from './parts';
import type { Place } from './place';

/** The place of a variable: its line in the file. */
export function placeOf(name: string, { name: file, lines }: Configuration['envFile']): Place {
  // A function, because a file may have many lines to search.
  const position = () => lines.findLast((line) => line.name === name)?.number.toString();
  return { name, file, position };
}

/** Finds the channel that a variable sets, in small letters. `undefined` for any other variable. */
export function channelOf(name: string): string | undefined {
  return /^TWILIO_([A-Z0-9_]+)_NUMBER$/.exec(name)?.[1]?.toLowerCase();
}

/** Whether the Function reads a variable of this name. */
export function isReadByFunction(name: string): boolean {
  return name === SERVICE_VARIABLE || channelOf(name) !== undefined;
}

/** The pools of the variables. Each address of a pool has the place of the variable. */
export function poolsIn({ variables, envFile }: Configuration): Part[] {
  return Object.entries(variables).flatMap(([key, text]) => {
    const channel = channelOf(key);
    const value = poolOf(text);
    if (!channel || value === undefined) return [];
    return [new Part({ ...placeOf(key, envFile), channel }, key, 'pool', value)];
  });
}
