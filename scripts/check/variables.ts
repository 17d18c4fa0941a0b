import { CHANNELS, poolOf, textOf, variableName } from '../../src/channel';
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

/** Finds what is wrong with the variables' names, and with the lines that set them. */
export function variableFaults(configuration: Configuration): Finding[] {
  return [
    ...envFileFaults(configuration.envFile),
    ...namingFaults(configuration),
    ...inShellOnly(configuration),
  ];
}

/** Finds variables with a malformed or misspelt name. */
function namingFaults({ variables, others, envFile }: Configuration): Finding[] {
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
function inShellOnly({ variables }: Configuration): Finding[] {
  return Object.entries(process.env)
    .filter(([name, value]) => isReadByFunction(name) && poolOf(value) && !poolOf(variables[name]))
    .map(([name]) => finding('env/shell-only', { name }));
}

/** The variables of Twilio's samples: frontline-quickstart, and the Salesforce integration. */
const SAMPLES = new Map([
  ['TWILIO_PHONE_NUMBER', 'TWILIO_SMS_NUMBER'],
  ['SMS_NUMBER', 'TWILIO_SMS_NUMBER'],
  ['WHATSAPP_NUMBER', 'TWILIO_WHATSAPP_NUMBER'],
]);

/** A line that sets a variable of this project, even if the line is malformed. */
const OURS = /TWILIO_\w+_(NUMBER|SID|TOKEN)|ACCOUNT_SID|AUTH_TOKEN/;

/**
 * Finds lines of the file of variables that twilio-run ignores, or reads differently than written,
 * and credentials that it would deploy. The findings never show a value, because a value might be a
 * secret.
 */
function envFileFaults({ name, lines }: Configuration['envFile']): Finding[] {
  const place = (number: number) => ({ name, file: name, position: () => `${number}` });
  const last = new Map(lines.map((line) => [line.name, line.number]));
  return lines.flatMap(({ number, text, name: variable, value = '' }) => {
    if (variable === undefined) {
      if (/^\s*(#|$)/.test(text)) return [];
      const cure = /^\s*export\s/.test(text) ? ', without export' : '';
      const code = OURS.test(text) ? 'env/ignored-variable' : 'env/ignored';
      return [finding(code, place(number), cure)];
    }
    const there = { ...place(number), name: variable };
    const later = last.get(variable) ?? number;
    const quoting = quotingFault(text);
    if (quoting) return [finding(quoting, there)];
    if (value && later > number) return [finding('env/duplicate', there, later)];
    return textOf(value) && isDeployedSecret(variable)
      ? [finding('env/secret', there, DEPLOYED_AS.get(variable) ?? '')]
      : [];
  });
}

/**
 * Finds quotes that twilio-run takes for a part of the value. For twilio-run, a value ends with its
 * line, even if a quote is still open, and a closing quote is the last character.
 *
 * @see https://github.com/motdotla/dotenv/blob/v6.2.0/lib/main.js
 */
function quotingFault(line: string) {
  const [, quote, rest = ''] = /^[^=]*=\s*(["'])(.*)$/.exec(line) ?? [];
  if (!quote) return undefined;
  const end = rest.indexOf(quote);
  if (end === -1) return 'env/unclosed';
  if (/^\s+#/.test(rest.slice(end + 1))) return 'env/comment';
  return rest.endsWith(quote) ? undefined : 'env/after-quote';
}

/** The names of Twilio's SDK that have another name here, which nothing deploys. */
const DEPLOYED_AS = new Map([
  ['TWILIO_ACCOUNT_SID', 'ACCOUNT_SID'],
  ['TWILIO_AUTH_TOKEN', 'AUTH_TOKEN'],
]);

/**
 * Whether a name looks like that of a secret that twilio-run and the Twilio CLI would deploy.
 * `npm run deploy` would not.
 */
function isDeployedSecret(name: string): boolean {
  if (name === 'AUTH_TOKEN' || isReadByFunction(name)) return false;
  return (
    DEPLOYED_AS.has(name) ||
    /(^|_)(TOKEN|SECRET|PASSWORD|PASSWD|PASS|PWD|KEY|APIKEY|CREDENTIALS?)S?(_|\d*$)/i.test(name)
  );
}
