/** How often the lines are drawn anew in ms: the clock in them runs. */
const EVERY = 100;

/** Lines at the bottom of a terminal that are drawn over and over, and leave no trace. */
export class LiveScreen {
  readonly #stream: NodeJS.WriteStream;
  readonly #lines: (tick: number) => readonly string[];
  readonly #timer: NodeJS.Timeout;
  #drawn = 0;
  #tick = 0;
  #ended = false;

  /** `lines` must fit the width of the terminal, or the count of drawn lines is wrong. */
  constructor(stream: NodeJS.WriteStream, lines: (tick: number) => readonly string[]) {
    this.#stream = stream;
    this.#lines = lines;
    this.#timer = setInterval(() => {
      this.#tick += 1;
      this.draw();
    }, EVERY);
    this.#timer.unref();
  }

  draw(): void {
    if (this.#ended) return;
    const lines = this.#lines(this.#tick);
    // One write, or the terminal shows it half done.
    this.#stream.write(this.#back() + lines.map((line) => `\u001b[2K${line}\n`).join(''));
    this.#drawn = lines.length;
  }

  end(): void {
    clearInterval(this.#timer);
    if (!this.#ended) this.#stream.write(this.#back());
    this.#ended = true;
  }

  /** To the first drawn line, and everything below it empty. */
  #back(): string {
    return this.#drawn === 0 ? '' : `\u001b[${this.#drawn}A\r\u001b[0J`;
  }
}
