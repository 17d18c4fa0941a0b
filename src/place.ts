// Each place of a mapping has one name, in the Function's log and in `npm run check` alike:
// `sms.workers[#3].prefixes["+44"][#2]`. A key that is personal data, or might be, has no name of its own:
// it is counted, by where it stands among the keys of its table, as JavaScript counts them, whole numbers first.

/** A rule: `default`, `prefixes` and the like. */
export function nameOfRule(rule: string): string {
  return `.${rule}`;
}

/** A prefix; nothing from 7 digits on, when it might be somebody's whole number. */
export function nameOfPrefix(prefix: string): string | undefined {
  return /^\+?\d{1,6}$/.test(prefix) ? `["${prefix}"]` : undefined;
}

/** A key without a name of its own. */
export function nameOfCounted(table: Record<string, unknown>, key: string): string {
  return nameOfItem(Object.keys(table).indexOf(key) + 1);
}

/** An address of a list: the first is 1. */
export function nameOfItem(number: number): string {
  return `[#${number}]`;
}
