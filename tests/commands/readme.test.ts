import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { PROJECT } from '../../scripts/twilio/project';
import { type Checkout, checkout } from '../support/checkout';
import { runScript } from '../support/run';

const README = readFileSync(path.join(PROJECT, 'README.md'), 'utf8');

/** What stands in the README between such fences, in order. */
function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, text = '']) => text,
  );
}

const [SCENES = '', CHECKED = '', DECIDED = ''] = blocks('text');

let project: Checkout;
let assets: string;

beforeAll(async () => {
  project = await checkout();
  assets = path.join(project.path, 'assets');
});

beforeEach(async () => {
  await rm(assets, { recursive: true, force: true });
  await mkdir(assets);
});

afterAll(() => project.remove());

test('the scenes of the demo are as it plays them', async () => {
  const { stdout } = await runScript('demo', [], { cwd: project.path });
  const scenes = SCENES.trim().split('\n\n');
  expect(scenes).toHaveLength(3);
  for (const scene of scenes) expect(stdout).toContain(`\n\n${scene}\n`);
});

test('the report of check is as it prints it', async () => {
  const mapping = `{
  "$schema": "../proxy-addresses.schema.json",
  "sms": {
    "default": ["+14155552671", "+1 (415) 555-2672"],
    "prefixes": { "44": "+442071234567" },
    "workers": {
      "ana@example.com": "+1415555267",
      "bo@example.com": "whatsapp:+14155552674"
    }
  }
}
`;
  await writeFile(path.join(assets, 'proxy-addresses.private.json'), mapping);
  await writeFile(path.join(assets, 'proxy-addresses.private.json.bak'), mapping);
  const { stdout } = await runScript('check', [], { cwd: project.path });
  expect(stdout.startsWith(`${CHECKED}\n`)).toBe(true);
});

test('the line of callback is what it prints', async () => {
  const [mapping = ''] = blocks('json');
  await writeFile(path.join(assets, 'proxy-addresses.private.json'), mapping);
  const [, flags = ''] = /^npm run callback -- (.*)$/m.exec(blocks('sh').join('')) ?? [];
  const { stdout } = await runScript('callback', flags.split(' '), { cwd: project.path });
  expect(stdout).toContain(`\n${DECIDED}`);
});
