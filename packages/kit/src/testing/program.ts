import { spawn, type ChildProcess } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

export interface ProgramOptions {
  /** Added to the environment of the test; `undefined` removes a variable. */
  env?: Readonly<Record<string, string | undefined>>;
  args?: readonly string[];
  /** For Node itself, before the file. */
  execArgv?: readonly string[];
  cwd?: string;
}

export interface Exit {
  /** `null` when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Since the first `signal`, or since the start when there was none. */
  ms: number;
}

/** A real program in a process group of its own; `await using` kills what is left of the group. */
export interface Program extends AsyncDisposable {
  readonly pid: number;
  /** Lines of stdout so far. */
  lines(): string[];
  /** Everything it wrote so far, stderr included. */
  output(): string;
  /** The first line on stdout that matches; rejects with the output when the program ends first or after `timeout` ms. */
  line(match: RegExp, timeout?: number): Promise<RegExpExecArray>;
  /** Resolves when something accepts connections on `port` of the loopback address. */
  listening(port: number, timeout?: number): Promise<void>;
  signal(name: NodeJS.Signals): void;
  readonly exited: Promise<Exit>;
  /** Kills the process group and waits until the program is gone. */
  kill(): Promise<void>;
}

/** Longest silence in ms that the output of an ended program may have and go on. */
const SILENCE = 500;

/** Runs `file` with this Node, as somebody would in production, so that signals and exits are real. */
export function program(file: string | URL, options: ProgramOptions = {}): Program {
  const path = file instanceof URL ? decodeURIComponent(file.pathname) : file;
  const child = spawn(process.execPath, [...(options.execArgv ?? []), path, ...(options.args ?? [])], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const guard = guardOf(child);
  let since = performance.now();
  let signalled = false;
  let stdout = '';
  let output = '';
  const changed = new Set<() => void>();
  let heard = 0;
  const notify = (): void => {
    heard += 1;
    changed.forEach((look) => look());
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    output += text;
    notify();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    notify();
  });
  let ended: Exit | undefined;
  let endedAt = 0;
  child.once('exit', () => (endedAt = performance.now()));
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      const finish = (): void => resolve((ended ??= { code, signal, ms: Math.round(endedAt - since) }));
      child.once('close', finish);
      whenSilent(() => heard, finish);
    });
  });
  void exited.finally(notify).catch(() => {});
  const lines = (): string[] => stdout.split('\n').slice(0, -1);

  function fact<T>(wanted: string, timeout: number, look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = look();
        if (found !== undefined) finish(() => resolve(found));
        else if (ended !== undefined) finish(() => reject(miss(`exit ${ended?.code ?? ended?.signal}`)));
      };
      const timer = setTimeout(() => finish(() => reject(miss('none'))), timeout);
      const miss = (got: string): Error =>
        new Error(`Expected ${wanted} within ${timeout} ms, got ${got}; output:\n${output}`);
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        changed.delete(check);
        settle();
      };
      changed.add(check);
      check();
    });
  }

  async function listening(port: number, timeout = 10_000): Promise<void> {
    let open = false;
    const probing = setInterval(() => {
      const socket = connect(port, '127.0.0.1', () => {
        open = true;
        socket.destroy();
        notify();
      }).on('error', () => {});
    }, 20);
    await fact(`port ${port} to accept connections`, timeout, () => open || undefined).finally(() =>
      clearInterval(probing),
    );
  }

  async function kill(): Promise<void> {
    killGroup(child);
    await exited.catch(() => {});
    guard.kill('SIGKILL');
  }

  return {
    pid: child.pid ?? -1,
    lines,
    output: () => output,
    line: (match, timeout = 10_000) =>
      fact(`a line on stdout matching ${match}`, timeout, () => {
        for (const line of lines()) {
          const found = new RegExp(match.source, match.flags.replace(/[gy]/g, '')).exec(line);
          if (found !== null) return found;
        }
        return undefined;
      }),
    listening,
    signal(name) {
      if (!signalled) since = performance.now();
      signalled = true;
      child.kill(name);
    },
    exited,
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

/** Kills the group when this process dies, however it dies: the guard's input ends with it. */
function guardOf(child: ChildProcess): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', `read _; kill -KILL -${child.pid}`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.on('error', () => {});
  guard.unref();
  (guard.stdin as Socket | null)?.unref();
  return guard;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // nobody is left in the group
  }
}

/**
 * `close` comes when the last byte of output was read, unless a child that inherited the pipe keeps it: then silence is
 * the end. A busy machine may have kept us from reading what is there, so a read comes before each look.
 */
function whenSilent(heard: () => number, finish: () => void, looks = 20): void {
  const before = heard();
  const look = (): void =>
    heard() === before || looks === 0 ? finish() : whenSilent(heard, finish, looks - 1);
  setTimeout(() => setImmediate(look), SILENCE).unref();
}
