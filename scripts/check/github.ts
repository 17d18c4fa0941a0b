import path from 'node:path';
import type { Finding } from '../terminal/finding';
import { nameOfPlace } from '../terminal/personal';
import { sentenceOf } from '../terminal/print';
import { visible } from '../terminal/text';

/**
 * Writes errors and warnings as commands of GitHub Actions. GitHub shows each at its line in a pull
 * request, but at most ten of a kind: `::error file=assets/…,line=5::…`.
 *
 * @param identities Whether identities may be shown.
 * @returns A line for each place of each finding. Files are named from the current folder.
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 * @see https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations
 */
export function annotations(findings: Finding[], identities: boolean): string[] {
  return findings.flatMap((finding) => {
    const { level, places } = finding;
    if (level !== 'error' && level !== 'warning') return [];
    const sentence = sentenceOf(finding, identities);
    if (places.length === 0) return [`::${level}::${escaped(sentence)}`];
    return places.map((place) => {
      const line = Number.parseInt(place.position?.() ?? '', 10);
      const at = [
        ...(place.file ? [`file=${escapedProperty(path.relative('', place.file))}`] : []),
        ...(line ? [`line=${line}`] : []),
      ].join();
      const text = `${nameOfPlace(place, identities)}: ${sentence}`;
      return `::${level}${at && ` ${at}`}::${escaped(text)}`;
    });
  });
}

/** @see https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escaped(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
