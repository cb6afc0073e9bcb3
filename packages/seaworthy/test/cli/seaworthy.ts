import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export const service = fileURLToPath(new URL('service/', import.meta.url));

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
  ms: number;
}

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Called with everything on stdout so far, for something at the right moment. */
  onStdout?: (text: string) => void;
  /** Called with everything on stderr so far, for a signal at the right moment. */
  onStderr?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the built command as a user would. */
export function seaworthy(
  args: readonly string[],
  { cwd = service, env = {}, onStdout, onStderr }: RunOptions = {},
): Promise<Ran> {
  const began = performance.now();
  const { FORCE_COLOR: _force, CI: _ci, ...clean } = process.env;
  const child = spawn(process.execPath, [main, ...args], { cwd, env: { ...clean, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    onStdout?.(stdout);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    onStderr?.(stderr, (signal) => child.kill(signal));
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr, ms: performance.now() - began }));
  });
}
