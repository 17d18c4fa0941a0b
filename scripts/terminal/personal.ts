/** Whether what is printed comes before a person's eyes, and goes into no log: it may hold personal data. */
export function isPersonal(): boolean {
  return Boolean(process.stdout.isTTY) && !process.env.CI;
}
