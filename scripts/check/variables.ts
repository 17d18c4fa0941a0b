import { CHANNELS, poolOf, variableName } from '../../src/channel';
import { SERVICE_VARIABLE } from '../../src/conversations';
import { misspelt } from '../mapping/misspelt';
import { channelOf, isReadByFunction, placeOf } from '../mapping/variables';
import { type Finding, finding } from '../terminal/finding';
import { type Configuration, CREDENTIALS } from '../twilio/configuration';

const KNOWN = [...CHANNELS.map(variableName), SERVICE_VARIABLE, ...CREDENTIALS];

/** Whether Frontline can ask for a channel: the name is not misspelt, and not that of a sample. */
export function isAsked(channel: string): boolean {
  return !SAMPLES.has(variableName(channel)) && !misspelt(channel, CHANNELS);
}

/** Finds variables with a malformed or misspelt name. */
export function namingFaults({ variables, others, envFile }: Configuration): Finding[] {
  return Object.keys({ ...variables, ...others }).flatMap((name) => {
    const place = placeOf(name, envFile);
    const channel = channelOf(name);
    if (!channel && /^TWILIO_.+_NUMBER$/i.test(name)) {
      return [finding('variable/unread', place, name.toUpperCase().replace(/[^A-Z0-9]/g, '_'))];
    }
    const meantChannel = channel && misspelt(channel, CHANNELS);
    const meant =
      SAMPLES.get(name) ??
      (channel ? meantChannel && variableName(meantChannel) : misspelt(name, KNOWN));
    if (!meant) return [];
    const code = CREDENTIALS.includes(meant) ? 'credentials/misspelt' : 'variable/misspelt';
    return [finding(code, place, meant)];
  });
}

/** Finds variables that only the shell sets: they work in this shell, but are not deployed. */
export function inShellOnly({ variables }: Configuration): Finding[] {
  return Object.entries(process.env)
    .filter(([name]) => isReadByFunction(name))
    .filter(([name, value]) => poolOf(value) && !poolOf(variables[name]))
    .map(([name]) => finding('env/shell-only', { name }));
}

/** The variables of Twilio's samples: frontline-quickstart, and the Salesforce integration. */
const SAMPLES = new Map([
  ['TWILIO_PHONE_NUMBER', 'TWILIO_SMS_NUMBER'],
  ['SMS_NUMBER', 'TWILIO_SMS_NUMBER'],
  ['WHATSAPP_NUMBER', 'TWILIO_WHATSAPP_NUMBER'],
]);
