import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { readFile } from '../../scripts/twilio/file';
import { startLocalRuntime } from '../../scripts/twilio/local-runtime';
import { ASSET_FILE } from '../../src/asset';
import { configure } from '../support/check';
import { ask } from '../support/frontline';

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

test('while it runs, it keeps what the Function logs; then the console is as before', async () => {
  const { assetsFolder, remove } = configure({});
  const before = [console.warn, console.error];
  const runtime = await startLocalRuntime({ assetsFolder });
  try {
    await ask(runtime.callbackUrl, { Location: 'Home' });
    expect(runtime.logged).toEqual(['422 48000 Location must be GetProxyAddress.']);
  } finally {
    await runtime.stop();
    remove();
  }
  expect([console.warn, console.error]).toEqual(before);
});

test('it ends while a request is under way', async () => {
  const { assetsFolder, remove } = configure({});
  const runtime = await startLocalRuntime({ assetsFolder });
  const { port, pathname } = new URL(runtime.callbackUrl);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  const broken = new Promise((resolve) => socket.resume().on('error', resolve).on('end', resolve));
  const form =
    'Host: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n';
  socket.write(`POST ${pathname} HTTP/1.1\r\n${form}\r\n`);
  // Its answer tells that the request before has come, too.
  await ask(runtime.callbackUrl, {});
  await runtime.stop();
  await broken;
  socket.destroy();
  remove();
});
