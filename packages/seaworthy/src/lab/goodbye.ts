/** Follows what a client says to a dependency, to know whether it says goodbye. */
export interface Ear {
  hear(bytes: Buffer): void;
  /** The dependency's answers matter only for the start of encryption. */
  hearAnswer(bytes: Buffer): void;
  /** Whether the last thing said was the protocol's goodbye. */
  readonly goodbye: boolean;
  /** Whether it can be understood: not encrypted, the protocol it should be, and past the greeting. */
  readonly readable: boolean;
}

export type Protocol = 'postgres' | 'redis' | 'other';

export function listenTo(protocol: Protocol): Ear {
  if (protocol === 'postgres') return new PostgresEar();
  return protocol === 'redis'
    ? new RedisEar()
    : { hear() {}, hearAnswer() {}, goodbye: false, readable: false };
}

/** Requests for TLS and for GSSAPI, which come instead of the startup message (PostgreSQL protocol 3.0). */
const ENCRYPTION_REQUESTS = [80877103, 80877104];
const CANCEL_REQUEST = 80877102;
const TERMINATE = 'X'.charCodeAt(0);
/** Passwords, and what SASL and GSSAPI say instead. */
const PASSWORD = 'p'.charCodeAt(0);

class PostgresEar implements Ear {
  goodbye = false;
  #clear = true;
  #started = false;
  /** Whether it said more than who it is: whoever gives up before owes no goodbye. */
  #spoke = false;
  #asked = false;
  /** Start of a message whose length is not known yet. */
  #head: Buffer = Buffer.alloc(0);
  /** Bytes of the current message still to come. */
  #skip = 0;

  get readable(): boolean {
    return this.#clear && (this.#spoke || this.goodbye);
  }

  hear(bytes: Buffer): void {
    let rest = this.#head.length === 0 ? bytes : Buffer.concat([this.#head, bytes]);
    while (this.#clear && rest.length > 0) {
      const skipped = Math.min(this.#skip, rest.length);
      this.#skip -= skipped;
      rest = rest.subarray(skipped);
      const before = rest.length;
      rest = this.#started ? this.#message(rest) : this.#startup(rest);
      if (rest.length === before) break;
    }
    this.#head = Buffer.from(rest);
  }

  hearAnswer(bytes: Buffer): void {
    if (this.#asked && bytes.length > 0) this.#clear = bytes[0] === 'N'.charCodeAt(0);
    this.#asked = false;
  }

  #startup(bytes: Buffer): Buffer {
    if (bytes.length < 8) return bytes;
    const length = bytes.readUInt32BE(0);
    const code = bytes.readUInt32BE(4);
    this.#clear = length >= 8 && length < 65_536;
    if (!this.#clear) return bytes;
    if (ENCRYPTION_REQUESTS.includes(code)) this.#asked = true;
    // Asking to cancel is all there is to such a connection.
    else if (code === CANCEL_REQUEST) this.goodbye = true;
    else this.#started = true;
    this.#skip = Math.max(0, length - bytes.length);
    return bytes.subarray(length);
  }

  #message(bytes: Buffer): Buffer {
    if (bytes.length < 5) return bytes;
    this.goodbye = bytes[0] === TERMINATE;
    this.#spoke ||= bytes[0] !== PASSWORD;
    const length = bytes.readUInt32BE(1) + 1;
    this.#skip = Math.max(0, length - bytes.length);
    return bytes.subarray(length);
  }
}

class RedisEar implements Ear {
  goodbye = false;
  readable = true;
  #tail = '';

  hear(bytes: Buffer): void {
    if (this.#tail === '') this.readable = /^[*A-Za-z]/.test(bytes.toString('latin1', 0, 1));
    this.#tail = (this.#tail + bytes.subarray(-32).toString('latin1')).slice(-32);
    this.goodbye = /(\*1\r\n\$4\r\n|^|\n)QUIT\r\n$/i.test(this.#tail);
  }

  hearAnswer(): void {}
}
