/** Control characters but the line break, and those that change the direction of what is shown, or show nothing. */
const HIDDEN = /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * Writes out by its code point each character that a terminal would obey instead of showing: `\u{1b}`.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function visible(text: string): string {
  return text.replace(HIDDEN, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
}

/** Writes JSON in which each of these characters is escaped, so that it can be shown too. */
export function visibleJson(value: unknown): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, null, 2).replace(HIDDEN, (sign) =>
    sign.split('').map(escaped).join(''),
  );
}

/** Names the first character of a text that nobody sees, or that only looks like a space: `U+200B`. */
export function hiddenSign(text: string): string | undefined {
  const [sign] = /[\p{Cc}\p{Cf}\u00A0\u2000-\u200A\u202F\u205F\u3000]/u.exec(text) ?? [];
  const code = sign?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return code && `the invisible character U+${code}`;
}
