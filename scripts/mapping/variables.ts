import { poolOf, variableName } from '../../src/channel';
import type { Configuration } from '../twilio/configuration';
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
export function placeOf(name: string, { lines }: Configuration['envFile']): Place {
  const line = lines.findLast((other) => other.name === name);
  return { name, ...(line && { position: () => `${line.number}` }) };
}
