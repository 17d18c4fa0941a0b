import { SMS_ADDRESS } from '../../src/address';
import { recordOf } from '../../src/record';
import { plainIdentity } from '../mapping/misspelt';
import { type Part, partAt } from '../mapping/parts';
import { type Finding, finding } from '../terminal/finding';
import { hiddenSign } from '../terminal/visible';

/**
 * The Function compares identities exactly. So two identities that differ only in capitals or white
 * space are probably a mistake.
 */
export function oddIdentities(table: Part): Finding[] {
  const identities = Object.keys(recordOf(table.value));
  const alike = new Map<string, number>();
  for (const plain of identities.map(plainIdentity)) alike.set(plain, (alike.get(plain) ?? 0) + 1);
  return identities.flatMap((identity) => {
    const plain = plainIdentity(identity);
    const hidden = hiddenSign(identity);
    const isSpaced = identity !== identity.trim();
    const isAlone = alike.get(plain) === 1;
    const isFormula = /^[=@+-]/.test(plain) && !SMS_ADDRESS.test(plain);
    if (plain !== '' && !hidden && !isSpaced && isAlone && !isFormula) return [];
    const own = partAt(table, identity);
    if (plain === '') return [finding('identity/blank', own)];
    if (hidden) return [finding('identity/hidden', own, hidden)];
    if (isFormula) return [finding('identity/formula', own)];
    return [finding(isSpaced ? 'identity/space' : 'identity/alike', own)];
  });
}
