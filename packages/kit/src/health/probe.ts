import type { Check, OnChange } from './checks.ts';

/** Default limit of one check in ms: the whole answer stays within the second that a probe waits. */
export const CHECK_TIMEOUT = 900;

/** A call that ignored its signal is left alone for this many timeouts, so that unanswered calls cannot pile up. */
const PATIENCE = 5;

/** One dependency: its check, and what the check last said. */
export class Probe {
  /** `undefined` until it was asked. */
  up: boolean | undefined;
  #unanswered: { since: number } | undefined;

  constructor(
    readonly name: string,
    readonly required: boolean,
    private readonly check: Check,
    private readonly timeout: number,
    private readonly onChange: OnChange | undefined,
  ) {}

  /** Runs the check, at most for the timeout; never throws. */
  async ask(): Promise<void> {
    if (
      this.#unanswered !== undefined &&
      performance.now() - this.#unanswered.since < PATIENCE * this.timeout
    ) {
      this.#became(false, new Error(`Check \`${this.name}\`: the previous call has still not answered`));
      return;
    }
    const call = { since: performance.now() };
    const abort = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#unanswered = call;
        const error = new Error(
          `Check \`${this.name}\`: expected an answer within ${this.timeout} ms, got none`,
        );
        abort.abort(error);
        reject(error);
      }, this.timeout);
    });
    try {
      const answer = await Promise.race([this.#answer(abort.signal, call), late]);
      if (answer === false) throw new Error(`Check \`${this.name}\` gave \`false\``);
      this.#became(true);
    } catch (error) {
      this.#became(false, error);
    } finally {
      clearTimeout(timer);
    }
  }

  async #answer(signal: AbortSignal, call: object): Promise<unknown> {
    try {
      return await this.check(signal);
    } finally {
      if (this.#unanswered === call) this.#unanswered = undefined;
    }
  }

  #became(up: boolean, error?: unknown): void {
    const changed = this.up !== up && !(up && this.up === undefined);
    this.up = up;
    if (!changed) return;
    try {
      this.onChange?.(this.name, up, error);
    } catch {
      // A probe must be answered even when telling about it fails.
    }
  }
}
