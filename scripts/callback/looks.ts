import { isRecord } from '../../src/record';
import { type Part, partsIn } from '../mapping/parts';
import type { Positions } from '../mapping/positions';

/** One look of the Function at a key of the mapping. */
export interface Look {
  /** The table that it looked into. */
  table: Part;
  key: string;
  /** What stands there: nothing if it only found out that nothing does. */
  found?: Part;
}

/**
 * Makes a copy of a part of the mapping that tells which of its keys the Function looks at: so nothing
 * but the Function's own code decides, and nobody has to repeat what it does.
 *
 * @param look Called for each look, in order.
 * @see https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Proxy
 */
export function watched(part: Part, positions: Positions, look: (look: Look) => void): unknown {
  if (!isRecord(part.value)) return part.value;
  return new Proxy(part.value, {
    get(table, key) {
      if (typeof key === 'symbol') return Reflect.get(table, key);
      const found = partsIn(part, positions).find((below) => below.key === key);
      look({ table: part, key, ...(found && { found }) });
      return found && watched(found, positions, look);
    },
    // How Object.hasOwn looks.
    getOwnPropertyDescriptor(table, key) {
      if (typeof key === 'string') look({ table: part, key });
      return Reflect.getOwnPropertyDescriptor(table, key);
    },
  });
}
