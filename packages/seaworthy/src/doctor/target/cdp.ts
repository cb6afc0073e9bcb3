import { WebSocket } from 'ws';
import { CannotAttach } from './cannot-attach.ts';

/** A message that the inspector sends on its own. */
export interface CdpEvent {
  method: string;
  params: Record<string, unknown>;
}

interface Waiting {
  resolve(result: never): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/** What one message may weigh: a walk's answer is small, a CPU profile some megabytes. */
const LARGEST = 64 * 1024 * 1024;
/** What an inspector says whose process is about to exit. */
const ENDING = /Cannot find context|navigated or closed|Execution context was destroyed/;

/** A conversation in the Chrome DevTools Protocol. */
export class Cdp {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(event: CdpEvent) => void>();
  #last = 0;

  static async connect(url: string): Promise<Cdp> {
    const socket = new WebSocket(url, {
      perMessageDeflate: false,
      maxPayload: LARGEST,
      handshakeTimeout: 5_000,
    });
    await new Promise<void>((resolve, reject) => {
      socket
        .once('open', resolve)
        .once('error', ({ message }) => reject(new CannotAttach(`The inspector lets nobody in: ${message}.`)));
    });
    return new Cdp(socket);
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#read(String(data)));
    socket.on('close', () => this.#end(ended()));
    // `close` follows, and tells those who wait.
    socket.on('error', () => {});
  }

  /** Sends a command. Rejects when the target answers with an error, or not within `timeout` ms. */
  call<Result>(method: string, params: object = {}, timeout = 10_000): Promise<Result> {
    const id = ++this.#last;
    return new Promise<Result>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new CdpTimeout(method, timeout));
      }, timeout);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#socket.send(JSON.stringify({ id, method, params }), (error) => {
        if (error) this.#end(error);
      });
    });
  }

  /** Hears every event until the returned function is called. */
  on(listener: (event: CdpEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return Promise.resolve();
    return new Promise((resolve) => {
      this.#socket.once('close', () => resolve());
      this.#socket.close();
      // A target whose loop is blocked answers no close; nobody waits for it.
      setTimeout(() => this.#socket.terminate(), 200).unref();
    });
  }

  #read(text: string): void {
    const message = messageIn(text);
    if (message === undefined) {
      this.#end(new CannotAttach('Expected an inspector that speaks JSON, got something else on its port.'));
      this.#socket.terminate();
      return;
    }
    const { id, result, error, ...event } = message;
    if (id === undefined) {
      for (const listener of this.#listeners) listener(event);
      return;
    }
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    if (error === undefined) waiting.resolve(result as never);
    else if (ENDING.test(error.message)) waiting.reject(ended());
    else waiting.reject(new Error(`The inspector refused: ${error.message}`));
  }

  #end(error: Error): void {
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#waiting.clear();
  }
}

interface Message extends CdpEvent {
  id?: number;
  result?: never;
  error?: { message: string };
}

function messageIn(text: string): Message | undefined {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'object' && message !== null ? (message as Message) : undefined;
  } catch {
    return undefined;
  }
}

function ended(): CannotAttach {
  return new CannotAttach('The process ended, or somebody closed its inspector.');
}

/** The target did not answer in time: its event loop is blocked, or a probe takes too long. */
export class CdpTimeout extends Error {
  override name = 'CdpTimeout';
  constructor(
    readonly method: string,
    readonly ms: number,
  ) {
    super(`The process did not answer ${method} within ${ms} ms.`);
  }
}
