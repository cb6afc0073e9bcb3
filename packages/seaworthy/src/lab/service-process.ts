import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { BootFailure } from './boot-failure.ts';
import { childEnvironment } from './child-environment.ts';
import type { Fault, ProcessFacts } from './lab.ts';
import { LogBook } from './log-book.ts';
import { pidsMarked, processEntry, type ProcessEntry } from './proc.ts';
import { processFacts } from './process-facts.ts';
import { processTree } from './process-tree.ts';
import { openProxy, type Proxy } from './proxy.ts';
import { forget, killTree, newMark, remember, watchOver } from './registry.ts';
import type { Rewritable } from './dependency.ts';
import { listenersOf, listeningSockets, type Listener } from './socket-table.ts';

export interface Start {
  /** `{port}` in an argument becomes the port. */
  command: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  port: number;
  dependencies: Readonly<Record<string, Rewritable>>;
  faults?: Fault;
  /** Hears what happens at the proxies, in words. */
  tell: (text: string) => void;
}

/** How a process ended; `moment` on `performance.now()`. */
export interface End {
  code: number | null;
  signal: string | null;
  moment: number;
}

/** How often a listener that is not our own child is looked at, in ms. */
const WATCH = 20;
/** How long the last lines of a process that has ended may need to arrive, in ms. */
const LAST_WORDS = 1000;
/** How long a wrapper may outlive the process it wraps before its exit code is given up, in ms. */
const WRAPPER_GRACE = 2500;

/** One started command with all that comes from it: its output, its proxies, its listener and its end. */
export class ServiceProcess {
  readonly logs = new LogBook();
  readonly port: number;
  readonly command: readonly string[];
  readonly startedAt = performance.now();
  readonly proxies: readonly Proxy[];
  /** The moment of the last signal that the lab sent. */
  signalledAt: number | undefined;
  /** Set when the command itself could not be started. */
  spawnError: NodeJS.ErrnoException | undefined;
  readonly #child: ChildProcess;
  readonly #mark: string;
  readonly #drained: Promise<unknown>;
  #childEnd: End | undefined;
  #origin: URL | undefined;
  #listener: (Listener & { entry: ProcessEntry | undefined }) | undefined;
  #listenerGone: number | undefined;
  #watch: NodeJS.Timeout | undefined;
  #groupGone = false;
  #closing: Promise<void> | undefined;
  readonly #onEnd = new Set<(end: End) => void>();
  #end: End | undefined;

  private constructor(start: Start, proxies: readonly Proxy[]) {
    this.port = start.port;
    this.proxies = proxies;
    watchOver();
    const { mark, env } = newMark();
    this.#mark = mark;
    const addresses = proxies.map(
      ({ name, port }) => [name, start.dependencies[name]?.through(port)] as const,
    );
    this.command = start.command.map((part) => part.replaceAll('{port}', String(start.port)));
    const [program = '', ...args] = this.command;
    this.#child = spawn(program, args, {
      cwd: start.cwd,
      env: childEnvironment(start.port, Object.fromEntries(addresses), start.env, env),
      // No terminal, or loggers would be pretty.
      stdio: ['ignore', 'pipe', 'pipe'],
      // A session of its own: closing reaches grandchildren, and Ctrl-C on the checker does not.
      detached: true,
    });
    if (this.#child.pid !== undefined) remember(this.#child.pid);
    this.#drained = Promise.all((['stdout', 'stderr'] as const).map((stream) => this.#listen(stream)));
    this.#child.on('error', (error) => {
      this.spawnError = error;
      this.#childEnded(null, null);
    });
    this.#child.on('exit', (code, signal) => this.#childEnded(code, signal));
  }

  /** Starts the command behind its own proxies. Rejects with a `BootFailure` when there is no such program. */
  static async start(start: Start): Promise<ServiceProcess> {
    const opened = Object.entries(start.dependencies).map(async ([name, { upstream }]) => {
      const proxy = await openProxy(name, upstream, start.tell);
      if (start.faults !== undefined) proxy.set(start.faults);
      return proxy;
    });
    const service = new ServiceProcess(start, await Promise.all(opened));
    if (service.#child.pid !== undefined) return service;
    await sleep(0);
    await service.close();
    const { code, message } = service.spawnError ?? { code: undefined, message: 'it could not be started' };
    const why =
      code === 'ENOENT' ? `there is no program \`${start.command[0]}\` (or no folder ${start.cwd})` : message;
    throw new BootFailure('not-found', `The command \`${start.command.join(' ')}\` did not start: ${why}.`);
  }

  /** The process that listens; before it is known, the started command. */
  get pid(): number {
    return this.#listener?.pid ?? this.#child.pid ?? 0;
  }

  get listener(): Listener | undefined {
    return this.#listener;
  }

  /** Where it answers, once it was seen listening. */
  get origin(): URL | undefined {
    return this.#origin;
  }

  /** How the started command itself ended, wrapper or not. */
  get commandEnd(): End | undefined {
    return this.#childEnd;
  }

  /** Every living process that came from the command. */
  tree(): number[] {
    const tree = processTree(this.#child.pid ?? 0);
    // A command that went to the background has given up its parents and its group.
    return this.#childEnd === undefined ? tree : [...new Set([...tree, ...pidsMarked(this.#mark)])];
  }

  facts(): ProcessFacts {
    return processFacts(this.tree(), this.#listener?.port ?? this.port);
  }

  /** From here on this listener is the service: it gets the signals, and its end is the end. */
  listensAs(listener: Listener, origin: URL): void {
    this.#origin = origin;
    this.#listener = { ...listener, entry: processEntry(listener.pid) };
    if (listener.pid === this.#child.pid) return;
    this.#end = undefined;
    this.#watch = setInterval(() => this.#look(), WATCH).unref();
  }

  alive(): boolean {
    if (this.#listener === undefined) return this.#childEnd === undefined;
    if (this.#listener.pid === this.#child.pid) return this.#childEnd === undefined;
    this.#look();
    return this.#listenerGone === undefined;
  }

  /** What it listens on at this moment: the port that it was told, should there be several. */
  listening(): Listener | undefined {
    const listeners = listenersOf(this.tree());
    const mine = (port: number | undefined) => listeners.find((listener) => listener.port === port);
    return mine(this.#listener?.port) ?? mine(this.port) ?? listeners[0];
  }

  /** Signals the listening process, or the started command. A process that is gone gets nothing. */
  signal(name: NodeJS.Signals, to: 'service' | 'command' = 'service'): void {
    this.signalledAt = performance.now();
    try {
      if (to === 'command') this.#child.kill(name);
      else if (this.alive()) process.kill(this.pid, name);
    } catch {
      // It ended between the look and the signal.
    }
  }

  /** `null` while it is still alive after `within` ms. Its last lines are read by then. */
  async ended(within: number): Promise<End | null> {
    let timer: NodeJS.Timeout | undefined;
    let stop: (() => void) | undefined;
    const end = await new Promise<End | null>((resolve) => {
      stop = this.onEnd(resolve);
      timer = setTimeout(resolve, within, null);
    });
    clearTimeout(timer);
    stop?.();
    // Whoever inherited the pipes keeps them open, so the wait is bounded.
    if (end !== null) await Promise.race([this.#drained, sleep(LAST_WORDS)]);
    return end;
  }

  /** Calls once, at once when it has ended already. Gives the way to stop listening. */
  onEnd(then: (end: End) => void): () => void {
    this.alive();
    if (this.#end !== undefined) then(this.#end);
    else this.#onEnd.add(then);
    return () => this.#onEnd.delete(then);
  }

  /** Kills everything that came from the command, and waits until it and its port are gone. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    const group = this.#child.pid;
    const ports = new Set([this.port, this.#listener?.port]);
    if (group !== undefined) {
      const deadline = performance.now() + 5000;
      while (
        killTree(this.#groupGone ? undefined : group, this.#mark).length > 0 &&
        performance.now() < deadline
      ) {
        await sleep(10);
      }
      if (this.#listener !== undefined) {
        const held = (): boolean => listeningSockets().some(({ port }) => ports.has(port));
        while (held() && performance.now() < deadline) await sleep(10);
      }
      forget(group);
    }
    clearInterval(this.#watch);
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
    await Promise.all(this.proxies.map((proxy) => proxy.close()));
  }

  #listen(stream: 'stdout' | 'stderr'): Promise<void> {
    const pipe = this.#child[stream];
    if (pipe === null) return Promise.resolve();
    pipe.setEncoding('utf8');
    pipe.on('data', (text: string) => this.logs.add(stream, text));
    return new Promise((resolve) => {
      pipe.on('error', () => {});
      pipe.on('close', () => {
        this.logs.end(stream);
        resolve();
      });
    });
  }

  #childEnded(code: number | null, signal: string | null): void {
    this.#childEnd ??= { code, signal, moment: performance.now() };
    // Before anything that takes time: a service that is gone by now ended no later than its wrapper.
    this.#look(this.#childEnd.moment);
    // Once the leader is gone and nobody is left, the number of the group may be given to strangers.
    this.#groupGone = this.tree().length === 0;
    if (this.#groupGone && this.#child.pid !== undefined) forget(this.#child.pid);
    this.#settle();
  }

  #look(moment = performance.now()): void {
    if (this.#listener === undefined || this.#listenerGone !== undefined) return;
    const now = processEntry(this.#listener.pid);
    if (now !== undefined && !now.zombie && now.born === this.#listener.entry?.born) return;
    this.#listenerGone = moment;
    clearInterval(this.#watch);
    this.#settle();
    // The wrapper may know the code, or may start another.
    if (this.#end === undefined) setTimeout(() => this.#settle(true), WRAPPER_GRACE).unref();
  }

  #settle(giveUp = false): void {
    if (this.#end !== undefined) return;
    const wrapped = this.#listener !== undefined && this.#listener.pid !== this.#child.pid;
    if (wrapped) {
      if (this.#listenerGone === undefined) return this.#childEnd && this.#look();
      if (this.#childEnd === undefined && !giveUp) return;
      // A wrapper that went first knows nothing of how the service ended.
      const knows = this.#childEnd !== undefined && this.#childEnd.moment >= this.#listenerGone - WATCH;
      const { code, signal } = knows && this.#childEnd ? this.#childEnd : { code: null, signal: null };
      this.#end = { code, signal, moment: this.#listenerGone };
    } else if (this.#childEnd === undefined) return;
    else this.#end = this.#childEnd;
    for (const then of this.#onEnd) then(this.#end);
    this.#onEnd.clear();
  }
}
