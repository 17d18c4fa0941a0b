import { readFileSync, statSync } from 'node:fs';
import { recordOf } from '../../src/record';

/** Whether a text was read as UTF-8 from a file in another encoding. */
export function isMisread(text: string): boolean {
  return /[\0\uFFFD]/.test(text);
}

/**
 * Reads a file that somebody named.
 *
 * @throws Error that names the file. Node.js does not always name it.
 */
export function readFile(file: string): Buffer {
  try {
    // Reading a pipe would wait for a writer. Meanwhile, the process would ignore every signal.
    if (!statSync(file).isFIFO()) return readFileSync(file);
  } catch (error) {
    const { code } = recordOf(error);
    throw new Error(
      code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read (${code}).`,
    );
  }
  throw new Error(`${file} is a pipe. Name a file.`);
}
