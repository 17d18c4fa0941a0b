import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { PROJECT } from '../../scripts/twilio/project';

const DOCUMENTS = ['', 'docs'].flatMap((folder) =>
  readdirSync(path.join(PROJECT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name)),
);

function read(document: string): string {
  return readFileSync(path.join(PROJECT, document), 'utf8');
}

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsIn(document: string): string[] {
  return [...read(document).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\d\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(DOCUMENTS)('every link of %s inside the project leads somewhere', (document) => {
  const links = [...read(document).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
  const broken = links.filter(([, file, anchor]) => {
    const target = file ? path.join(path.dirname(document), file) : document;
    if (!existsSync(path.join(PROJECT, target))) return true;
    return anchor !== undefined && !anchorsIn(target).includes(anchor);
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

/**
 * Twilio's pages that have moved, with where they are now. Twilio forwards the old addresses for a
 * while, and gives some of them to other pages: docs/conversations/ belongs to Conversation
 * Orchestrator now.
 *
 * @see https://www.twilio.com/docs/llms.txt
 */
const MOVED: [RegExp, string][] = [
  [/\/docs\/conversations\/(?!orchestrator|intelligence|memory)/, '/docs/conversations-classic/'],
  [/\/docs\/runtime\/functions-assets-api/, '/docs/serverless/api'],
  [/\/docs\/runtime\/(?!read-only-services)/, '/docs/serverless/functions-assets/'],
  [/\/docs\/usage\/security#validating-requests/, '/docs/usage/webhooks/webhooks-security'],
  [/\/docs\/sms\b/, '/docs/messaging/'],
  [/\/\/(?:www\.)?twilio\.com\/changelog/, '/en-us/changelog'],
  [/\/\/(?:www\.twilio\.com\/console|console\.twilio\.com)/, '//1console.twilio.com'],
];

/** Only the legacy Console has pages for Frontline. */
const LEGACY_CONSOLE = '[legacy Console](https://console.twilio.com)';

/** The addresses of Twilio's in a text that have moved, each with where it is now. */
function movedIn(text: string): string[] {
  const others = text.replaceAll(LEGACY_CONSOLE, '');
  return addressesOf(others).flatMap((address) => {
    const moved = MOVED.find(([old]) => old.test(address));
    return moved ? `${address} -> ${moved[1]}` : [];
  });
}

function addressesOf(text: string): string[] {
  return text.match(/https?:\/\/(?:[\w-]+\.)*twilio\.com[^\s)>"'`]*/g) ?? [];
}

test("no address of Twilio's has moved", () => {
  const own = ['ls-files', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', own, { cwd: PROJECT, encoding: 'utf8' }).trim().split('\n');
  const texts = files
    // This file holds the old addresses.
    .filter((file) => existsSync(path.join(PROJECT, file)) && !file.endsWith('links.test.ts'))
    .map((file) => [file, read(file)] as const);
  expect(texts.flatMap(([, text]) => addressesOf(text)).length).toBeGreaterThan(50);
  expect(texts.flatMap(([file, text]) => movedIn(text).map((one) => `${file}: ${one}`))).toEqual(
    [],
  );
});

test.each([
  ['(See https://www.twilio.com/docs/conversations/api/service-resource)', true],
  ['https://www.twilio.com/docs/usage/security#validating-requests', true],
  ['https://www.twilio.com/docs/runtime/functions-assets-api', true],
  ['https://www.twilio.com/changelog/x', true],
  ['https://console.twilio.com/us1/develop', true],
  ['the [Console](https://console.twilio.com)', true],
  ['https://www.twilio.com/docs/conversations-classic/api/service-resource', false],
  ['https://www.twilio.com/docs/conversations/orchestrator/quickstart', false],
  ['https://1console.twilio.com', false],
  [`the ${LEGACY_CONSOLE}`, false],
])('%s is an old address: %s', (text, expected) => {
  expect(movedIn(text)).toHaveLength(expected ? 1 : 0);
});
