const MOST = 1024 * 1024;

/** Counts all bytes and keeps the first MiB. */
export class KeptBytes {
  seen = 0;
  readonly #parts: Buffer[] = [];
  #kept = 0;

  add(bytes: Buffer): void {
    this.seen += bytes.length;
    if (this.#kept >= MOST || bytes.length === 0) return;
    const part = bytes.subarray(0, MOST - this.#kept);
    // A copy, or one kept byte would hold a whole network buffer in memory.
    this.#parts.push(Buffer.from(part));
    this.#kept += part.length;
  }

  text(encoding: 'utf8' | 'latin1' = 'utf8'): string {
    return Buffer.concat(this.#parts).toString(encoding);
  }
}
