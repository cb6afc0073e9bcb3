import { performance } from 'node:perf_hooks';
import { logFatal, type FatalEvent } from './fatal.ts';
import type { Report } from './report.ts';
import type { ShutdownLog } from './shutdown-log.ts';

/** A shutdown, as the end of the process sees it. */
export interface Member {
  /** None, when it does not care. */
  readonly signals: readonly NodeJS.Signals[];
  /** Whether errors that nobody caught end the process through this member. */
  fatal: boolean;
  readonly log: ShutdownLog;
  stop(reason: string, code: 0 | 1): Promise<Report>;
  /** Finish at once. */
  force(): void;
  exit(code: number): void;
}

/** `npm run` and nodemon deliver one Ctrl-C twice; within this many ms a signal is an echo. */
const ECHO = 300;
/** Fatal errors that are logged; a log that cannot be written would be one more, without end. */
const MAX_FATALS = 10;

/**
 * Signals, fatal errors and the exit, for all shutdowns of the process together: every one of them runs, and then
 * the process exits once. The second signal forces them; the third exits on the spot.
 */
export class ProcessEnd {
  readonly #members = new Set<Member>();
  readonly #listeners = new Map<string, (event: unknown) => void>();
  #ending: { reason: string; code: 0 | 1 } | undefined = undefined;
  #signals = 0;
  #lastSignal = -Infinity;
  #fatals = 0;

  join(member: Member): void {
    this.#members.add(member);
    this.#listen();
    // Opened while the process is ending already: e.g. a signal that came during boot.
    if (this.#ending !== undefined) void member.stop(this.#ending.reason, this.#ending.code);
  }

  leave(member: Member): void {
    this.#members.delete(member);
    this.#listen();
  }

  #onSignal(signal: NodeJS.Signals): void {
    const now = performance.now();
    if (now - this.#lastSignal < ECHO) return;
    this.#lastSignal = now;
    this.#signals += 1;
    if (this.#signals === 1) void this.#end(signal, 0);
    else if (this.#signals === 2) for (const member of this.#members) member.force();
    else this.#exit(1);
  }

  #onFatal(event: FatalEvent, thrown: unknown): void {
    this.#fatals += 1;
    const log = [...this.#members].find(({ fatal }) => fatal)?.log;
    if (log !== undefined && this.#fatals <= MAX_FATALS) logFatal(event, thrown, log);
    void this.#end(event, 1);
  }

  async #end(reason: string, code: 0 | 1): Promise<void> {
    if (this.#ending !== undefined) {
      if (code === 0) return;
      this.#ending.code = 1;
      for (const member of this.#members) void member.stop(reason, 1);
      return;
    }
    const ending = (this.#ending = { reason, code });
    const stopped = new Map<Member, Promise<Report>>();
    for (let joined = -1; joined !== stopped.size;) {
      joined = stopped.size;
      for (const member of this.#members)
        if (!stopped.has(member)) stopped.set(member, member.stop(reason, code));
      await Promise.allSettled(stopped.values());
    }
    const outcomes = await Promise.allSettled(stopped.values());
    const failed = outcomes.some((outcome) => outcome.status === 'rejected' || outcome.value.code === 1);
    this.#exit(failed ? 1 : ending.code);
  }

  #exit(code: 0 | 1): void {
    const exits = new Set(Array.from(this.#members, ({ exit }) => exit));
    for (const exit of exits) exit(code);
    // Still here: the exit was not the process's, so the next shutdown starts afresh.
    this.#ending = undefined;
    this.#signals = 0;
    this.#lastSignal = -Infinity;
    this.#fatals = 0;
  }

  /** Listens to exactly what the members want: the mere presence of a listener changes what Node does by default. */
  #listen(): void {
    const wanted = new Set<string>();
    for (const { signals, fatal } of this.#members) {
      for (const signal of signals) wanted.add(signal);
      if (fatal) wanted.add('uncaughtException').add('unhandledRejection');
    }
    for (const [event, listener] of this.#listeners) {
      if (wanted.has(event)) continue;
      process.removeListener(event, listener);
      this.#listeners.delete(event);
    }
    for (const event of wanted) {
      if (this.#listeners.has(event)) continue;
      const listener = event.startsWith('SIG')
        ? () => this.#onSignal(event as NodeJS.Signals)
        : (thrown: unknown) => this.#onFatal(event as FatalEvent, thrown);
      process.on(event, listener);
      this.#listeners.set(event, listener);
    }
  }
}

const KEY = Symbol.for('@seaworthy/kit.process-end');
const shared = globalThis as { [KEY]?: ProcessEnd };

/** The one of this process; a second copy of the kit shares it. */
export const processEnd: ProcessEnd = (shared[KEY] ??= new ProcessEnd());
