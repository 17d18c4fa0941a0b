import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { readFile } from '../../scripts/twilio/file';
import { startLocalRuntime } from '../../scripts/twilio/local-runtime';
import { ASSET_FILE } from '../../src/asset';
import { configure } from '../support/check';

test('a mapping that is a pipe is refused, because reading it would never end', async () => {
  const { assetsFolder, remove } = configure({});
  try {
    spawnSync('mkfifo', [ASSET_FILE], { cwd: assetsFolder });
    await expect(startLocalRuntime({ assetsFolder })).rejects.toThrow(
      / is a pipe\. Name a file\.$/,
    );
    expect(() => readFile(path.join(assetsFolder, ASSET_FILE))).toThrow(/ is a pipe\./);
  } finally {
    remove();
  }
});
