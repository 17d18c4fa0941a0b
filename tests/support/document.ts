import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../../scripts/twilio/project';

/** What stands in a document between such fences, in order; without the indentation of the list around it. */
export function blocks(document: string, language: string): string[] {
  const text = readFileSync(path.join(PROJECT, document), 'utf8');
  const fenced = new RegExp(`^( *)\`\`\`${language}\n(.*?)^ *\`\`\`$`, 'gms');
  return [...text.matchAll(fenced)].map(([, indent, block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}
