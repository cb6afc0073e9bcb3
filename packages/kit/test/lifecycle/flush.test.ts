import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const service = fileURLToPath(new URL('../programs/shutdown-node.mjs', import.meta.url));
/** Pause after each read in ms: the log takes three seconds, thrice the patience with a reader that takes nothing. */
const PAUSE = 100;

test('a reader that is slow gets every last word', async () => {
  const child = spawn(process.execPath, [service], {
    env: { ...process.env, LOG_LINES: '20000' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (text.includes('listening') && !child.killed) child.kill('SIGTERM');
    child.stdout.pause();
    setTimeout(() => child.stdout.resume(), PAUSE);
  });
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(text.split('\n').filter((line) => line.includes('last words'))).toHaveLength(20_000);
});
