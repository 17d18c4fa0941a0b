/**
 * Tells a JSON object from everything else.
 *
 * @param value Anything that `JSON.parse` can return.
 * @returns Whether it has keys of its own: not for a list, not for null.
 */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Lets the keys of any value be read, each as `unknown`.
 *
 * @param value Anything: an answer, an error.
 * @returns The value itself if it has keys; else an object without any.
 */
export function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}
