import { textOf } from '../../src/channel';
import { type Configuration, isCredential } from '../twilio/configuration';
import { error, type Finding, warning } from './finding';

/** What looks like a line that was meant for this project. */
const OURS = /TWILIO_\w+_(NUMBER|SID|TOKEN)|ACCOUNT_SID|AUTH_TOKEN/;

/**
 * Finds what twilio-run passes over in the file of variables, or reads otherwise than it stands there. No
 * value is told: it might be a secret.
 */
export function envFileFaults({ name, lines }: Configuration['envFile']): Finding[] {
  const place = (number: number) => ({ name, position: () => `${number}` });
  // What UTF-16 leaves behind where it is read as UTF-8.
  if (lines.some(({ text }) => /[\0\uFFFD]/.test(text))) {
    return [error({ name }, 'is not written in UTF-8, and cannot be read: save it as UTF-8')];
  }
  return lines.flatMap(({ number, text, name: variable, value }) => {
    if (variable === undefined) {
      if (/^\s*(#|$)/.test(text)) return [];
      const cure = /^\s*export\s/.test(text) ? ', without export' : '';
      const how = `is passed over: a line must be NAME=value${cure}`;
      return [OURS.test(text) ? error(place(number), how) : warning(place(number), how)];
    }
    const later = lines.findLast((line) => line.name === variable);
    if (value && later && later.number > number) {
      return [
        warning(
          { name: variable, position: () => `${number}` },
          `stands again in line ${later.number}: only that counts`,
        ),
      ];
    }
    return [];
  });
}

/** Finds credentials under names that twilio-run and the Twilio CLI would deploy; `npm run deploy` does not. */
export function deployedSecrets({ lines }: Configuration['envFile']): Finding[] {
  return lines.flatMap(({ name = '', value, number }) => {
    const own = name.replace(/^TWILIO_/, '');
    return isCredential(name) && own !== name && textOf(value)
      ? [
          warning(
            { name, position: () => `${number}` },
            `would be deployed by twilio serverless:deploy, though not by npm run deploy: call it ${own}`,
          ),
        ]
      : [];
  });
}
