import { spawn } from 'node:child_process';
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

/** Runs a command that installs what a project needs. Never throws: the project is whole without. */
export function install(command: string, folder: string): Promise<Installed> {
  const since = performance.now();
  const interrupted = interruption();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, {
      cwd: folder,
      // A manifest's command, which may be more than one.
      shell: true,
      env: { ...QUIET, ...process.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const finish = (ok: boolean) => {
      const signal = interrupted.heard();
      interrupted.ignore();
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
    // A terminal tells the whole group; somebody who signals us alone does not.
    const forward = setInterval(() => {
      const signal = interrupted.heard();
      if (signal !== undefined) child.kill(signal);
    }, 200);
    child.on('close', () => clearInterval(forward));
    child.on('error', () => clearInterval(forward));
  });
}
