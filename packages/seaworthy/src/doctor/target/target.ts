import { CannotAttach } from './cannot-attach.ts';
import { Cdp, CdpTimeout, type CdpEvent } from './cdp.ts';
import { closeWhenAlone } from './close-when-alone.ts';
import { inspectorOf, openInspector, waitUntilClosed, type Inspector } from './inspector.ts';
import type { NodeProcess } from './node-process.ts';
import { refusal } from './refusal.ts';
import { standBy } from './second.ts';
import { beginVisit, VISIT, type Visit } from './visit.ts';

/** Runs in the target: uses its arguments and Node's globals, nothing else. What it returns is sent as JSON. */
export type Probe<Argument, Result> = (visit: Visit, argument: Argument) => Result | Promise<Result>;

interface Evaluated {
  result: { value?: unknown };
  exceptionDetails?: { text: string; exception?: { description?: string } };
}

export interface AttachOptions {
  /** Without a word from us for so many ms, the target takes everything back and closes its inspector. */
  deadMan?: number;
}

const DEAD_MAN = 15_000;
const HEARTBEAT = 3_000;
/** Longest wait for the first answer, in ms. */
const PATIENCE = 10_000;
/** The visit, as an expression in the target. */
const VISITED = `globalThis[Symbol.for(${JSON.stringify(VISIT)})]`;

/** A live process under examination. Closing it leaves the process as it was found. */
export class Target implements AsyncDisposable {
  readonly process: NodeProcess;
  readonly #cdp: Cdp;
  readonly #inspector: Inspector;
  /** Says that we live, also while one probe runs for long. */
  readonly #heartbeat: NodeJS.Timeout;
  /** Longest that a command of the protocol kept the process waiting, as far as it can be seen from here, in ms. */
  #longestCommand = 0;

  private constructor(process: NodeProcess, cdp: Cdp, inspector: Inspector) {
    this.process = process;
    this.#cdp = cdp;
    this.#inspector = inspector;
    const alive = `${VISITED}?.alive()`;
    this.#heartbeat = setInterval(() => void this.#evaluate(alive, HEARTBEAT).catch(() => {}), HEARTBEAT);
  }

  /** Opens the inspector, unless it is open, and begins the visit. Throws {@link CannotAttach}. */
  static async attach(process: NodeProcess, { deadMan = DEAD_MAN }: AttachOptions = {}): Promise<Target> {
    const open = await inspectorOf(process.pid);
    const reason = open === undefined ? refusal(process) : undefined;
    if (reason !== undefined) throw new CannotAttach(reason);
    const second = open === undefined ? standBy(process.pid) : undefined;
    const inspector = open ?? (await openInspector(process.pid));
    const cdp = await Cdp.connect(inspector.url);
    const target = new Target(process, cdp, inspector);
    try {
      const problem = await target.#evaluate(
        `(${beginVisit})(${JSON.stringify({ key: VISIT, deadMan })}${inspector.opened ? `,${closeWhenAlone}` : ''})`,
        PATIENCE,
      );
      if (problem !== undefined) throw new CannotAttach(String(problem));
      second?.relieve();
    } catch (error) {
      // Somebody else's visit is not ours to end.
      clearInterval(target.#heartbeat);
      await cdp.close();
      if (!(error instanceof CdpTimeout)) throw error;
      throw new CannotAttach(
        `Process ${process.pid} does not answer its inspector within ${PATIENCE / 1000} s: it is stopped, or inside of a ` +
          'native call that cannot be interrupted. Look at it with `strace -p` or `perf top`.',
      );
    }
    return target;
  }

  /** When the inspector was opened for this visit; `false` when it had been open before. */
  get opened(): boolean {
    return this.#inspector.opened;
  }

  /** Runs a probe in the target, within `timeout` ms: {@link CdpTimeout} tells that its event loop is blocked. */
  async run<Argument, Result>(
    probe: Probe<Argument, Result>,
    argument: Argument,
    timeout = 10_000,
  ): Promise<Result> {
    const words = JSON.stringify(argument) ?? 'undefined';
    return (await this.#evaluate(
      `${VISITED}.alive(),(${probe})(${VISITED},${words})`,
      timeout,
      true,
    )) as Result;
  }

  /** As {@link run} for a probe that awaits nothing: it runs in a blocked event loop too, on top of what blocks it. */
  async interrupt<Argument, Result>(
    probe: (visit: Visit, argument: Argument) => Result,
    argument: Argument,
    timeout = 2_000,
  ): Promise<Result> {
    const words = JSON.stringify(argument) ?? 'undefined';
    return (await this.#evaluate(`(${probe})(${VISITED},${words})`, timeout)) as Result;
  }

  /** A command of the DevTools protocol. */
  async call<Result = unknown>(method: string, params: object = {}, timeout?: number): Promise<Result> {
    return this.#cdp.call<Result>(method, params, timeout);
  }

  /** As {@link call}, for commands that stop the process while they run: the time counts as a pause. */
  async callPausing<Result = unknown>(
    method: string,
    params: object = {},
    timeout?: number,
  ): Promise<Result> {
    const since = performance.now();
    try {
      return await this.call<Result>(method, params, timeout);
    } finally {
      this.#longestCommand = Math.max(this.#longestCommand, performance.now() - since);
    }
  }

  on(listener: (event: CdpEvent) => void): () => void {
    return this.#cdp.on(listener);
  }

  /** The longest pause that this examination has caused so far, in ms. */
  async longestPause(): Promise<number> {
    // A process that does not answer by now is paused by itself.
    const inside = await this.interrupt((visit) => visit.longest, undefined).catch(() => 0);
    return Math.max(this.#longestCommand, inside);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#heartbeat);
    await this.#cdp.call('Runtime.releaseObjectGroup', { objectGroup: VISIT }, 1_000).catch(() => {});
    await this.#evaluate(`${VISITED}?.end()`, 2_000).catch(() => {});
    await this.#cdp.close();
    if (this.opened) await waitUntilClosed(this.process.pid, this.#inspector.port);
  }

  /** Nothing is awaited unless asked for: in a blocked event loop no promise is ever settled, but code still runs. */
  async #evaluate(expression: string, timeout: number, awaitPromise = false): Promise<unknown> {
    const { result, exceptionDetails: thrown } = await this.#cdp.call<Evaluated>(
      'Runtime.evaluate',
      { expression, returnByValue: true, awaitPromise, objectGroup: VISIT, silent: true },
      timeout,
    );
    if (thrown !== undefined)
      throw new Error(`A probe failed in the process: ${thrown.exception?.description ?? thrown.text}`);
    return result.value;
  }
}

export { CdpTimeout };
