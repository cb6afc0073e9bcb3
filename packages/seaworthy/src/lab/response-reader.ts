import { ChunkedReader } from './chunked-reader.ts';
import { KeptBytes } from './kept-bytes.ts';
import { parseHead, type Head } from './response-head.ts';

const MOST_HEAD = 1024 * 1024;
const MOST_BODY = 64 * 1024 * 1024;

/** A complete or broken-off answer. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** UTF-8; at most 1 MiB is kept. */
  body: string;
}

/**
 * Reads one HTTP/1.1 response out of a byte stream (RFC 9112 section 6.3), whatever the chunks it comes in. Never
 * throws and never keeps more than 2 MiB: what breaks the protocol or the limits ends in `fault`.
 */
export class ResponseReader {
  /** The final head, once read. */
  head: Head | undefined;
  /** How many `1xx` came before. */
  readonly interim: number[] = [];
  complete = false;
  /** `NOT_HTTP`, `HEAD_TOO_LARGE`, `BODY_TOO_LARGE` or `BAD_CHUNK`: reading on makes no sense. */
  fault: string | undefined;
  /** Bytes that came after the complete response. */
  extra: Buffer = Buffer.alloc(0);
  /** Whether any byte came at all. */
  began = false;

  readonly #method: string;
  #pending: Buffer = Buffer.alloc(0);
  readonly #body = new KeptBytes();
  #remaining = 0;
  #chunks: ChunkedReader | undefined;
  #untilClose = false;

  constructor(method: string) {
    this.#method = method;
  }

  push(bytes: Buffer): void {
    this.began ||= bytes.length > 0;
    let rest = bytes;
    while (this.head === undefined && this.fault === undefined && rest.length > 0)
      rest = this.#readHead(rest);
    if (this.fault !== undefined) return;
    if (this.complete) this.extra = Buffer.concat([this.extra, rest.subarray(0, 1024 - this.extra.length)]);
    else if (this.head !== undefined) this.#readBody(rest);
  }

  /** The other side said FIN, which completes a body without length. */
  end(): void {
    if (this.#untilClose && this.fault === undefined) this.complete = true;
  }

  /** What was read so far; `undefined` without a head. */
  answer(): Answer | undefined {
    if (this.head === undefined) return undefined;
    return { status: this.head.status, headers: this.head.headers, body: this.#body.text() };
  }

  /** Whether the connection may carry another request. */
  reusable(): boolean {
    const { version = '1.0', headers = {} } = this.head ?? {};
    const connection = (headers['connection'] ?? '').toLowerCase();
    const kept = version === '1.1' ? !connection.includes('close') : connection.includes('keep-alive');
    return this.complete && !this.#untilClose && this.extra.length === 0 && kept;
  }

  /** Gives back what lies behind the head, empty while that is incomplete. */
  #readHead(bytes: Buffer): Buffer {
    // An end mark may lie across two chunks, so look a little back; never over everything again.
    const from = Math.max(0, this.#pending.length - 3);
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    const end = this.#pending.indexOf('\r\n\r\n', from, 'latin1');
    if (end < 0) {
      const start = this.#pending.subarray(0, 5).toString('latin1');
      if (!'HTTP/'.startsWith(start)) this.fault = 'NOT_HTTP';
      else if (this.#pending.length > MOST_HEAD) this.fault = 'HEAD_TOO_LARGE';
      return Buffer.alloc(0);
    }
    const head = parseHead(this.#pending.toString('latin1', 0, end));
    const rest = this.#pending.subarray(end + 4);
    this.#pending = Buffer.alloc(0);
    if (head === undefined || end > MOST_HEAD) {
      this.fault = head === undefined ? 'NOT_HTTP' : 'HEAD_TOO_LARGE';
    } else if (head.status < 200 && head.status !== 101) {
      this.interim.push(head.status);
      this.interim.splice(100);
    } else {
      this.#begin(head);
    }
    return rest;
  }

  #begin(head: Head): void {
    this.head = head;
    const { status, headers } = head;
    const length = headers['content-length'];
    if (this.#method === 'HEAD' || status === 204 || status === 304 || status === 101) this.complete = true;
    else if (/\bchunked\s*$/i.test(headers['transfer-encoding'] ?? ''))
      this.#chunks = new ChunkedReader(this.#body);
    else if (length !== undefined && /^\d+$/.test(length)) {
      this.#remaining = Number(length);
      this.complete = this.#remaining === 0;
    } else this.#untilClose = true;
  }

  #readBody(bytes: Buffer): void {
    if (this.#chunks !== undefined) {
      const rest = this.#chunks.push(bytes);
      if (this.#chunks.broken) this.fault = 'BAD_CHUNK';
      this.complete = this.#chunks.complete;
      if (this.complete) this.extra = rest.subarray(0, 1024);
    } else if (this.#untilClose) {
      this.#body.add(bytes);
    } else {
      const mine = bytes.subarray(0, this.#remaining);
      this.#body.add(mine);
      this.#remaining -= mine.length;
      this.complete = this.#remaining === 0;
      if (this.complete) this.extra = bytes.subarray(mine.length, mine.length + 1024);
    }
    if (!this.complete && this.#body.seen > MOST_BODY) this.fault = 'BODY_TOO_LARGE';
  }
}
