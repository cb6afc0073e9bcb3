import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('../programs/crash-is-found.mjs', import.meta.url));

function run(...args: string[]) {
  return spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', timeout: 10_000 });
}

test.each([
  ['reject', 'unhandled-rejections'],
  ['throw', 'uncaught-exception'],
])('a process that dies by %s still dies as before, and the finding names the line', (way, rule) => {
  const { status, stdout, stderr } = run(way);
  expect(stdout).toMatch(new RegExp(`^${rule} .*crash-is-found\\.mjs:\\d+\\n$`));
  expect(status).toBe(1);
  expect(stderr).toContain('Error: lost');
});

test('watching alone does not keep a process alive', () => {
  expect(run()).toMatchObject({ status: 0, stdout: '', stderr: '' });
});
