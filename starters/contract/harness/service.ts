import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { raw, rawConnection, type RawConnection, type RawResponse } from '@seaworthy/kit/testing';
import { environmentOf } from './environment.ts';
import { freePort } from './free-port.ts';
import { Log } from './log.ts';
import { requestText } from './messages.ts';
import { poll } from './poll.ts';
import type { Starter } from './starters.ts';

/** Longest start, in ms: of a JVM on a busy machine. */
const START_TIMEOUT = 90_000;

export interface Exit {
  /** `null` when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  /** On the clock of `performance.now()`. */
  at: number;
}

/** A process of a starter, run as its users would run it: on a port and with an embedded database of its own. */
export class Service implements AsyncDisposable {
  readonly log = new Log();
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #guard: ChildProcess;
  readonly #data: string;
  #output = '';
  /** Statuses of `/readyz` before the first 200. */
  readonly beforeReady: number[] = [];
  readonly exited: Promise<Exit>;
  #exit: Exit | undefined;

  private constructor(starter: Starter, port: number, data: string, env: Readonly<Record<string, string>>) {
    const place = (text: string): string =>
      text.replaceAll('{starter}', starter.folder).replaceAll('{data}', data);
    const { command, cwd = '{data}', env: own = {} } = starter.contract;
    const [program, ...args] = command.map(place) as [string, ...string[]];
    const ofStarter = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, place(value)]));
    this.port = port;
    this.#data = data;
    this.#child = spawn(program, args, {
      cwd: place(cwd),
      env: environmentOf({ ...ofStarter, PORT: String(port), HOST: '127.0.0.1', ...env }),
      // A process group of its own, so that nothing of it is left behind.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#guard = guardOf(this.#child, data);
    this.#child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text;
      this.log.push(text);
    });
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    this.exited = this.#ending();
  }

  /** Starts a process; it may not be listening yet, and may never be. */
  static async spawn(starter: Starter, env: Readonly<Record<string, string>> = {}): Promise<Service> {
    const data = await realpath(await mkdtemp(join(tmpdir(), `contract-${starter.id}-`)));
    return new Service(starter, await freePort(), data, env);
  }

  /** Starts a process and resolves when it says that it is ready. */
  static async start(starter: Starter, env: Readonly<Record<string, string>> = {}): Promise<Service> {
    const service = await Service.spawn(starter, env);
    try {
      await service.#ready();
      return service;
    } catch (error) {
      await service[Symbol.asyncDispose]();
      throw error;
    }
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Everything that it wrote, stderr included. */
  get output(): string {
    return this.#output;
  }

  get running(): boolean {
    return this.#exit === undefined;
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(this.url + path, { signal: AbortSignal.timeout(20_000), redirect: 'manual', ...init });
  }

  /** One request on a connection of its own. */
  async ask(line: string, headers: Readonly<Record<string, string>> = {}, body = ''): Promise<RawResponse> {
    const bytes = requestText(line, { connection: 'close', ...headers }, body);
    const { responses, closed } = await raw(this.url, bytes, { timeout: 20_000 });
    if (responses[0] === undefined) throw new Error(`Expected an answer to ${line}, got ${closed}`);
    return responses[0];
  }

  connect(): RawConnection {
    return rawConnection(this.url);
  }

  /** Sends a signal to the process that was started. Gives the time, on the clock of `performance.now()`. */
  signal(name: NodeJS.Signals): number {
    this.#child.kill(name);
    return performance.now();
  }

  /** The exit, unless there is none within `timeout` ms. */
  exit(timeout: number): Promise<Exit | undefined> {
    return poll('an exit', () => this.#exit, { timeout }).catch(() => undefined);
  }

  /** Ends what still runs, gently at first, and removes its data. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.running) {
      this.signal('SIGTERM');
      await this.exit(3_000);
    }
    killGroup(this.#child);
    await this.exited.catch(() => {});
    this.#guard.kill('SIGKILL');
    // An embedded database may still be writing its last file.
    await rm(this.#data, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }).catch(() => {});
  }

  async #ready(): Promise<void> {
    const look = async (): Promise<true | undefined> => {
      if (!this.running)
        throw new Error(`Expected the service to start, got an exit; its output:\n${this.output}`);
      const answer = await this.ask('GET /readyz').catch(() => undefined);
      if (answer === undefined || answer.status === 200) return answer && true;
      this.beforeReady.push(answer.status);
      // Nothing tells when this one is ready, and a line will say so; the others can be tried all the same.
      return answer.status === 404 || undefined;
    };
    await poll('/readyz to answer 200', look, {
      timeout: START_TIMEOUT,
      every: 50,
      got: () => `${this.beforeReady.at(-1) ?? 'no answer'}; the output:\n${this.output.slice(-4000)}`,
    });
  }

  #ending(): Promise<Exit> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      child.once('error', (error) => {
        this.#exit = { code: null, signal: null, at: performance.now() };
        this.#output += String(error);
        reject(error);
      });
      child.once('exit', (code, signal) => {
        const exit = { code, signal, at: performance.now() };
        const finish = (): void => {
          this.#exit = exit;
          resolve(exit);
        };
        // Its last lines have been read then; a child that inherited the pipe must not delay it.
        child.once('close', finish);
        setTimeout(finish, 500).unref();
      });
    });
  }
}

/** Cleans up when this process dies, however it dies: the guard's input ends with it. */
function guardOf(child: ChildProcess, data: string): ChildProcess {
  const script = 'read _; kill -KILL -"$1"; rm -rf "$2"';
  const guard = spawn('/bin/sh', ['-c', script, 'guard', String(child.pid), data], {
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
