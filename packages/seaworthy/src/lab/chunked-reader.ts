import type { KeptBytes } from './kept-bytes.ts';

/** Longest size line or trailer that is read. */
const MOST_LINE = 16 * 1024;

/** Reads a chunked body (RFC 9112 section 7.1) piece by piece. */
export class ChunkedReader {
  complete = false;
  broken = false;
  readonly #body: KeptBytes;
  #state: 'size' | 'data' | 'data-end' | 'trailer' = 'size';
  #remaining = 0;
  #line = '';

  constructor(body: KeptBytes) {
    this.#body = body;
  }

  /** Gives back what follows the body. */
  push(bytes: Buffer): Buffer {
    let rest = bytes;
    while (rest.length > 0 && !this.complete && !this.broken) {
      if (this.#state === 'data') {
        const data = rest.subarray(0, this.#remaining);
        this.#body.add(data);
        this.#remaining -= data.length;
        rest = rest.subarray(data.length);
        if (this.#remaining === 0) this.#state = 'data-end';
      } else {
        rest = this.#readLine(rest);
      }
    }
    return rest;
  }

  #readLine(bytes: Buffer): Buffer {
    const end = bytes.indexOf('\n');
    this.#line += bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
    if (this.#line.length > MOST_LINE) this.broken = true;
    if (end < 0) return Buffer.alloc(0);
    const line = this.#line.replace(/\r$/, '');
    this.#line = '';
    this.#lineRead(line);
    return bytes.subarray(end + 1);
  }

  #lineRead(line: string): void {
    if (this.#state === 'data-end') {
      this.broken = line !== '';
      this.#state = 'size';
    } else if (this.#state === 'trailer') {
      this.complete = line === '';
    } else {
      const size = /^([0-9a-f]{1,12})\s*(;.*)?$/i.exec(line)?.[1];
      this.broken = size === undefined;
      this.#remaining = Number.parseInt(size ?? '0', 16);
      this.#state = this.#remaining === 0 ? 'trailer' : 'data';
    }
  }
}
