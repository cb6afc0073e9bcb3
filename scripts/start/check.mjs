import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = join(root, 'packages', 'seaworthy', 'bin', 'seaworthy.js');
const withParent = new URL('end-with-parent.mjs', import.meta.url).href;

/**
 * Checks a copy of `starter` that the check starts itself, in a process group of its own: Ctrl-C reaches it when
 * `shutdown`, the service's, hears of it, and the service waits until it has closed what it started. Resolves with
 * the report and the page; without a report when it was stopped or could not judge.
 */
export async function check(starter, shutdown) {
  const data = join(root, '.data');
  const page = join(data, 'report.html');
  const json = join(data, 'report.json');
  mkdirSync(data, { recursive: true });
  rmSync(json, { force: true });
  const words = ['check', `--html=${page}`, `--json=${json}`];
  const checker = spawn(process.execPath, ['--import', withParent, command, ...words], {
    cwd: join(root, 'starters', starter),
    env: { ...process.env, PORT: undefined },
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(checker, 'exit');
  shutdown.add('check', { close: () => ended });
  shutdown.signal.addEventListener('abort', () => checker.kill('SIGINT'));
  await ended;
  return { page, report: shutdown.signal.aborted ? undefined : reportIn(json) };
}

function reportIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
