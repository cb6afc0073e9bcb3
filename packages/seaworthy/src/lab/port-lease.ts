/**
 * Lets any number of processes run side by side, until it is known that the service has one port only. From then on
 * either the shared process runs, for any number of experiments, or one fresh one.
 */
export class PortLease {
  #limited = false;
  #sharers = 0;
  #exclusive = 0;
  readonly #waiting: (() => boolean)[] = [];

  limit(): void {
    this.#limited = true;
  }

  /** Gives the way to return it. */
  shared(): Promise<() => void> {
    return this.#take(
      () => !this.#limited || this.#exclusive === 0,
      () => {
        this.#sharers += 1;
        return () => (this.#sharers -= 1);
      },
    );
  }

  /** Calls `clear` first when the shared process is in the way. */
  async exclusive(clear: () => Promise<void>): Promise<() => void> {
    const release = await this.#take(
      () => !this.#limited || (this.#exclusive === 0 && this.#sharers === 0),
      () => {
        this.#exclusive += 1;
        return () => (this.#exclusive -= 1);
      },
    );
    if (this.#limited) await clear();
    return release;
  }

  #take(free: () => boolean, take: () => () => void): Promise<() => void> {
    return new Promise((resolve) => {
      this.#waiting.push(() => {
        if (!free()) return false;
        const give = take();
        let given = false;
        resolve(() => {
          if (given) return;
          given = true;
          give();
          this.#admit();
        });
        return true;
      });
      this.#admit();
    });
  }

  /** First come, first served. */
  #admit(): void {
    while (this.#waiting[0]?.() === true) this.#waiting.shift();
  }
}
