import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';

/** What is deployed: the code of the Function and, if `npm run deploy` has deployed it, the rest. */
export interface DeployedRecord {
  code: string;
  /** The mapping, by the name that git gives to its content. Empty without a mapping. */
  mapping?: string | undefined;
  /** The commit that was checked out. Missing without git. */
  commit?: string | undefined;
}

/**
 * The record is the last line of the Function as it is deployed. Twilio gives back the text of a
 * Function, but no text of an asset, and a build has no field of its own to write into.
 *
 * @see https://www.twilio.com/docs/serverless/api/resource/function-version/content
 * @see https://www.twilio.com/docs/serverless/api/resource/build
 */
const RECORD = /\/\/ mapping: ([0-9a-f]*), commit: ([0-9a-f]*)\n$/;

/**
 * Adds the record to the Function's code.
 *
 * @param mapping The content of the mapping, if it exists.
 */
export function withRecord(code: string, mapping: Buffer | undefined): string {
  const { text: commit = '' } = git(['rev-parse', 'HEAD']);
  return `${code}// mapping: ${mapping ? nameInGit(mapping) : ''}, commit: ${commit}\n`;
}

/** Reads a Function's text with its record. */
export function recordIn(text: string): DeployedRecord {
  const [line = '', mapping, commit] = RECORD.exec(text) ?? [];
  return { code: text.slice(0, text.length - line.length), mapping, commit: commit || undefined };
}

/**
 * The name that git gives to a content. By this name, git finds it in every commit that has it.
 *
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export function nameInGit(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}

/**
 * Runs git.
 *
 * @param cwd The folder, by default the current one.
 * @returns What git prints, without white space around; or why it failed.
 */
export function git(args: string[], cwd = '.'): { text?: string; why?: string } {
  const options = { cwd, encoding: 'utf8', maxBuffer: Number.POSITIVE_INFINITY } as const;
  const { status, stdout, stderr, error } = spawnSync('git', args, options);
  if (error) return { why: 'git is not installed' };
  return status === 0 ? { text: stdout.trim() } : { why: stderr.trim().replace(/\s+/g, ' ') };
}
