import type { Socket } from 'node:net';

/** Most bytes that wait in one direction; beyond that the sender is made to wait. */
const MOST_WAITING = 4 * 1024 * 1024;

/**
 * One direction of a proxied connection. Nothing is ever lost: what is held back by a delay or a silence is delivered
 * when that is over, as a network would.
 */
export class DelayedFlow {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #waiting: { due: number; bytes: Buffer }[] = [];
  #delay = 0;
  #size = 0;
  #ended = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(from: Socket, to: Socket) {
    this.#from = from;
    this.#to = to;
    to.on('drain', () => this.#flush());
    to.on('connect', () => this.#flush());
  }

  /** Milliseconds that each piece is held back; `Infinity` for silence. Applies to what waits already. */
  set delay(ms: number) {
    this.#delay = ms;
    const now = performance.now();
    for (const piece of this.#waiting) piece.due = ms === Infinity ? Infinity : Math.min(piece.due, now + ms);
    this.#flush();
  }

  push(bytes: Buffer): void {
    this.#waiting.push({ due: performance.now() + this.#delay, bytes });
    this.#size += bytes.length;
    if (this.#size > MOST_WAITING) this.#from.pause();
    this.#flush();
  }

  /** The sender said FIN: pass it on behind what still waits. */
  end(): void {
    this.#ended = true;
    this.#flush();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    const now = performance.now();
    for (let next = this.#waiting[0]; next !== undefined && this.#open(); next = this.#waiting[0]) {
      if (next.due > now) {
        if (next.due !== Infinity) this.#timer = setTimeout(() => this.#flush(), next.due - now);
        return;
      }
      this.#waiting.shift();
      this.#size -= next.bytes.length;
      this.#to.write(next.bytes);
    }
    if (this.#size <= MOST_WAITING) this.#from.resume();
    if (this.#ended && this.#waiting.length === 0 && this.#delay !== Infinity) this.#to.end();
  }

  #open(): boolean {
    return !this.#to.connecting && !this.#to.writableNeedDrain && this.#to.writable;
  }
}
