import { poolOf, variableName } from '../../src/channel';
import type { Configuration } from '../twilio/configuration';
import type { Part } from './parts';
import type { Place } from './place';

/** Finds the variable that replaces a channel's whole entry in the asset; nothing if it is not set. */
export function hidingVariable(
  variables: Configuration['variables'],
  channel: string,
): string | undefined {
  const variable = variableName(channel);
  return poolOf(variables[variable]) === undefined ? undefined : variable;
}

/** The place of a variable, with its line in the file. */
export function placeOf(name: string, { name: file, lines }: Configuration['envFile']): Place {
  // Told only when it is needed, as a file may have many lines.
  const position = () => lines.findLast((line) => line.name === name)?.number.toString();
  return { name, file, position };
}

/** Finds the channel whose pool a variable sets, in small letters; nothing if it sets none. */
export function channelOf(name: string): string | undefined {
  return /^TWILIO_([A-Z0-9_]+)_NUMBER$/.exec(name)?.[1]?.toLowerCase();
}

/** The pools that variables set; each of their addresses stands where its variable does. */
export function poolsIn({ variables, envFile }: Configuration): Part[] {
  return Object.entries(variables).flatMap(([key, text]) => {
    const channel = channelOf(key);
    const value = poolOf(text);
    if (!channel || value === undefined) return [];
    return [{ ...placeOf(key, envFile), kind: 'pool', channel, value, key, counted: [] }];
  });
}
