/** An identity without what is a slip as a rule: capitals, and white space around it. The Function compares to the letter. */
export function plainIdentity(identity: string): string {
  return identity.trim().toLowerCase();
}
