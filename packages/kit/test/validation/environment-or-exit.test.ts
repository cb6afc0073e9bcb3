import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../programs/environment.mjs', import.meta.url));

function run(env: Record<string, string>): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program], { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

describe('environmentOrExit', () => {
  it('returns a good configuration', async () => {
    const { code, stdout } = await run({ PORT: '80', DATABASE_URL: 'postgres://db/x' });
    expect(JSON.parse(stdout)).toEqual({ PORT: 80, DATABASE_URL: 'postgres://db/x' });
    expect(code).toBe(0);
  });

  it('writes one sentence per bad variable to stderr, no stack, and exits with 1', async () => {
    const { code, stdout, stderr } = await run({ PORT: 'hunter2' });
    expect(stderr).toBe(
      'The configuration is not valid:\n' +
        '  PORT: Invalid input: expected number\n' +
        '  DATABASE_URL: not set, expected string\n' +
        'Set them in the environment, or in a file for `node --env-file`; .env.example lists all.\n',
    );
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });
});
