import { CHANNELS, poolOf, variableName } from '../../src/channel';
import { SERVICE_VARIABLE } from '../../src/conversations';
import { misspelt } from '../mapping/misspelt';
import type { Part } from '../mapping/parts';
import { type Positions, pathOf } from '../mapping/positions';
import { placeOf } from '../mapping/variables';
import type { Configuration } from '../twilio/configuration';
import { type AddressPlace, error, type Finding, warning } from './finding';

const KNOWN = CHANNELS.map(variableName);

type Variables = Configuration['variables'];
type EnvFile = Configuration['envFile'];

/** Lists the pools that variables set which the Function reads; the channel's name is in small letters. */
export function poolsIn(variables: Variables, envFile: EnvFile): Part[] {
  return Object.entries(variables).flatMap(([name, text]) => {
    const channel = channelOf(name);
    const value = poolOf(text);
    if (!channel || value === undefined) return [];
    const place = placeOf(name, envFile);
    return [
      { ...place, kind: 'pool', channel, value, key: name, path: pathOf('', name), above: '' },
    ];
  });
}

/** Where the variables stand: an address of a pool has the line of its variable. */
export function positionsOf(envFile: EnvFile): Positions {
  return {
    of: (path) => placeOf(path.split('\0')[1] ?? '', envFile).position?.(),
    earlier: () => [],
  };
}

/** Whether what a variable sets can be what Frontline asks for. */
export function isAsked({ channel }: AddressPlace): boolean {
  return !SAMPLES.has(variableName(channel)) && !misspelt(channel, CHANNELS);
}

/** Finds variables whose names are not what was meant. */
export function namingFaults({ variables, envFile }: Configuration): Finding[] {
  return Object.keys(variables).flatMap((name) => {
    const place = placeOf(name, envFile);
    if (/^TWILIO_.+_NUMBER$/i.test(name) && !channelOf(name)) {
      return [
        error(place, `is never read: write ${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`),
      ];
    }
    const channel = channelOf(name);
    const meantChannel = channel && misspelt(channel, CHANNELS);
    const meant =
      SAMPLES.get(name) ??
      (channel ? meantChannel && variableName(meantChannel) : misspelt(name, KNOWN));
    return meant ? [warning(place, `looks misspelt: is ${meant} meant?`)] : [];
  });
}

/** Finds variables that are set in the shell, and so for whoever tries here, but are not deployed. */
export function inShellOnly(variables: Variables, shell: NodeJS.ProcessEnv): Finding[] {
  return Object.entries(shell)
    .filter(([name]) => channelOf(name) || name === SERVICE_VARIABLE)
    .filter(([name, value]) => poolOf(value) && !poolOf(variables[name]))
    .map(([name]) =>
      warning({ name }, 'is set in your shell alone, and not deployed: put it into .env'),
    );
}

/** What Twilio's samples call the numbers: frontline-quickstart, and the Salesforce integration. */
const SAMPLES = new Map([
  ['TWILIO_PHONE_NUMBER', 'TWILIO_SMS_NUMBER'],
  ['SMS_NUMBER', 'TWILIO_SMS_NUMBER'],
  ['WHATSAPP_NUMBER', 'TWILIO_WHATSAPP_NUMBER'],
]);

function channelOf(name: string): string | undefined {
  return /^TWILIO_([A-Z0-9_]+)_NUMBER$/.exec(name)?.[1]?.toLowerCase();
}
