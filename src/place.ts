import { printableName } from './channel';

// Each place of a mapping has one name, in the Function's log and in `npm run check` alike:
// `sms.workers[#3].prefixes["+44"][#2]`. A key that is personal data, or might be, is named by where it
// stands among the keys of its table, as JavaScript counts them: whole numbers first.

/** A channel of the asset. */
export function nameOfChannel(channel: string, number: () => number): string {
  return printableName(channel) ?? nameOfItem(number());
}

/** `default`, `prefixes` and the like. */
export function nameOfRule(rule: string): string {
  return `.${rule}`;
}

/** A prefix: from 7 digits on it might be somebody's whole number. */
export function nameOfPrefix(prefix: string, number: () => number): string {
  return /^\+?\d{1,6}$/.test(prefix) ? `["${prefix}"]` : nameOfItem(number());
}

/** A worker, or whoever else has rules of their own. */
export function nameOfKey(_key: string, number: () => number): string {
  return nameOfItem(number());
}

/** An address of a list. */
export function nameOfItem(number: number): string {
  return `[#${number}]`;
}
