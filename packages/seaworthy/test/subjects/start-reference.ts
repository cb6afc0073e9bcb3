import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';

const SERVER = fileURLToPath(new URL('../../../../subjects/reference/server.mjs', import.meta.url));

export interface Reference extends AsyncDisposable {
  port: number;
  /** Everything it has written so far, as lines. */
  lines(): string[];
  /** Polls the lines until one holds both texts. */
  wrote(...texts: string[]): Promise<Record<string, unknown>>;
  signal(name: NodeJS.Signals): void;
  /** Its exit code, `null` when a signal ended it. */
  readonly exit: Promise<number | null>;
}

/** Starts the reference service with `env`; rejects with its output when it ends before it listens. */
export async function startReference(env: Record<string, string> = {}): Promise<Reference> {
  const child = spawn(process.execPath, [SERVER], {
    env: { ...process.env, PORT: '0', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exit = once(child, 'close').then(([code]) => code as number | null);
  const lines = (): string[] => output.split('\n').filter((line) => line !== '');

  const wrote = async (...texts: string[]): Promise<Record<string, unknown>> => {
    for (const since = performance.now(); performance.now() - since < 10_000; await delay(5)) {
      const line = lines().find((one) => texts.every((text) => one.includes(text)));
      if (line !== undefined) return JSON.parse(line) as Record<string, unknown>;
      if (child.exitCode !== null) break;
    }
    throw new Error(`Expected a line with ${texts.join(' and ')}, got:\n${output}`);
  };

  const { port } = await wrote('"listening"').catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    port: port as number,
    lines,
    wrote,
    signal: (name) => void child.kill(name),
    exit,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
