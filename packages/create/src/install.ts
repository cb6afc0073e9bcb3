import { spawn, type ChildProcess } from 'node:child_process';
import { interruption } from './interruption.ts';

export interface Installed {
  ok: boolean;
  ms: number;
  /** Everything that the command said. */
  output: string;
  /** The signal that stopped it, when one did. */
  stoppedBy?: NodeJS.Signals;
}

/** What npm would say besides errors is of no use to somebody who has just begun. */
const QUIET = { npm_config_audit: 'false', npm_config_fund: 'false', npm_config_loglevel: 'error' };

/** How long a command that was told to stop may take. */
const GRACE = 5_000;

/** Runs a command that installs what a project needs. Never throws: the project is whole without. */
export function install(command: string, folder: string): Promise<Installed> {
  const since = performance.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, {
      cwd: folder,
      // A manifest's command, which may be more than one.
      shell: true,
      env: { ...QUIET, ...process.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // In a group of its own, so that a signal reaches all of it once, whoever sent it to us.
      detached: process.platform !== 'win32',
    });
    let deadline: NodeJS.Timeout | undefined;
    const interrupted = interruption((signal) => {
      stop(child, signal);
      deadline ??= setTimeout(() => stop(child, 'SIGKILL'), GRACE);
    });
    const finish = (ok: boolean) => {
      const signal = interrupted.heard();
      interrupted.ignore();
      clearTimeout(deadline);
      const ms = Math.round(performance.now() - since);
      resolve({ ok: ok && signal === undefined, ms, output, ...(signal && { stoppedBy: signal }) });
    };
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) => {
      output += error.message;
      finish(false);
    });
    child.on('close', (code) => finish(code === 0));
  });
}

function stop(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended.
  }
}
