import { textOf } from '../../src/channel';
import { type Finding, finding } from '../terminal/finding';
import { type Configuration, CREDENTIALS } from '../twilio/configuration';

/** A line that sets a variable of this project, even if the line is malformed. */
const OURS = /TWILIO_\w+_(NUMBER|SID|TOKEN)|ACCOUNT_SID|AUTH_TOKEN/;

/**
 * Finds lines of the file of variables that twilio-run ignores, or reads differently than written,
 * and credentials that it would deploy. The findings never show a value, because a value might be a
 * secret.
 */
export function envFileFaults({ name, lines }: Configuration['envFile']): Finding[] {
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
    // For twilio-run, a value ends with its line, even if a quote is still open.
    if (/=\s*(["'])(?:(?!\1).)*$/.test(text)) return [finding('env/unclosed', there)];
    if (value && later > number) return [finding('env/duplicate', there, later)];
    // twilio-run and the Twilio CLI deploy a credential of such a name. `npm run deploy` does not.
    const own = variable.replace(/^TWILIO_/, '');
    const isSecret = CREDENTIALS.includes(variable) && own !== variable && textOf(value);
    return isSecret ? [finding('env/secret', there, own)] : [];
  });
}
