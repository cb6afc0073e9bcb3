import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('../programs/log-at-exit.mjs', import.meta.url));

test.each([1, 1000])(
  'all of %i lines and what is logged during the exit are written, in order',
  async (lines) => {
    const { stdout } = await promisify(execFile)(process.execPath, [program], {
      env: { ...process.env, LINES: String(lines) },
    });
    const messages = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { msg: string }).msg);
    const running = Array.from({ length: lines }, (_, at) => `line ${at + 1}`);
    expect(messages).toEqual([...running, 'older', 'younger']);
  },
);
