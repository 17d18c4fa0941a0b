// The Function's log and `npm run check` give each place of a mapping the same name:
// `sms.workers[#3].prefixes["+44"][#2]`. A key that may be personal data is not named but counted:
// `[#3]` is the third key of its table in JavaScript's order, which puts whole numbers first.

/** A rule: `default`, `prefixes` and the like. */
export function nameOfRule(rule: string): string {
  return `.${rule}`;
}

/** A prefix. `undefined` from 7 digits on, because the prefix might be a whole phone number. */
export function nameOfPrefix(prefix: string): string | undefined {
  return /^\+?\d{1,6}$/.test(prefix) ? `["${prefix}"]` : undefined;
}

/** A key that is counted, because it may be personal data. */
export function nameOfCounted(table: Record<string, unknown>, key: string): string {
  return nameOfItem(Object.keys(table).indexOf(key) + 1);
}

/** An address of a list. The first has number 1. */
export function nameOfItem(number: number): string {
  return `[#${number}]`;
}
