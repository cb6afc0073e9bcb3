/**
 * A weighted semaphore, first come first served. Ordinary work takes one permit; work that must run alone takes all
 * of them, and nothing overtakes it while it waits.
 */
export class Gate {
  readonly #size: number;
  #free: number;
  readonly #waiting: { permits: number; start: () => void }[] = [];

  constructor(size: number) {
    this.#size = size;
    this.#free = size;
  }

  async run<T>(alone: boolean, work: () => Promise<T>): Promise<T> {
    const permits = alone ? this.#size : 1;
    await new Promise<void>((start) => {
      this.#waiting.push({ permits, start });
      this.#admit();
    });
    try {
      return await work();
    } finally {
      this.#free += permits;
      this.#admit();
    }
  }

  #admit(): void {
    for (
      let next = this.#waiting[0];
      next !== undefined && next.permits <= this.#free;
      next = this.#waiting[0]
    ) {
      this.#waiting.shift();
      this.#free -= next.permits;
      next.start();
    }
  }
}
