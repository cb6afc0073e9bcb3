import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The program of a {@link Holder}. */
export const HOLDING = fileURLToPath(new URL('../programs/embedded-postgres.mjs', import.meta.url));

/** A process of its own that holds a database; `ended` with its process group. */
export class Holder implements AsyncDisposable {
  readonly process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(directory: string, ids: { uid?: number; gid?: number } = {}) {
    this.process = spawn(process.execPath, [HOLDING, directory], {
      ...ids,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#lines = createInterface(this.process.stdout!)[Symbol.asyncIterator]();
  }

  async said(): Promise<{ url?: string; error?: string; interrupted?: true }> {
    return JSON.parse((await this.#lines.next()).value as string);
  }

  /** As the terminal does: to the whole process group. */
  interrupt(): void {
    process.kill(-this.process.pid!, 'SIGINT');
  }

  async end(signal: NodeJS.Signals = 'SIGUSR2'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill(signal);
    await once(this.process, 'exit');
  }

  /** Ends also what would clean up after it. */
  async endWithGuard(postgres: number): Promise<void> {
    const processes = execFileSync('ps', ['-eww', '-o', 'pid,args'], { encoding: 'utf8' }).split('\n');
    const guard = processes.find((line) => new RegExp(`postgres-guard INT ${postgres}\\b`).test(line));
    process.kill(Number.parseInt(guard!, 10), 'SIGKILL');
    await this.end('SIGKILL');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end('SIGKILL');
  }
}
