/**
 * Removes capitals and outer white space, which are usually slips. The Function itself compares
 * identities exactly.
 */
export function plainIdentity(identity: string): string {
  return identity.trim().toLowerCase();
}
