import { readFileSync, statSync } from 'node:fs';
import { recordOf } from '../../src/record';
import { failure } from '../terminal/finding';

/** Whether a text was read as UTF-8 from a file in another encoding. */
export function isMisread(text: string): boolean {
  return /[\0\uFFFD]/.test(text);
}

/**
 * Whether a file is a named pipe. Reading a pipe would wait for a writer. Meanwhile, the process
 * would ignore every signal.
 */
export function isPipe(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFIFO() ?? false;
}

/**
 * Reads a file that somebody named.
 *
 * @throws Error that names the file. Node.js does not always name it.
 */
export function readFile(file: string): Buffer {
  try {
    if (!isPipe(file)) return readFileSync(file);
  } catch (error) {
    const { code } = recordOf(error);
    throw new Error(
      code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read (${code}).`,
    );
  }
  throw failure('file/pipe', file);
}
