import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { poll } from './poll.ts';

/** `Terminate` of PostgreSQL's protocol: what a client says that leaves in order. */
const TERMINATE = Buffer.from([0x58, 0, 0, 0, 4]);
/** How `ReadyForQuery` begins: only now can a client leave in order. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5]);

/** Stands between a service and its PostgreSQL, and can take it away. */
export class DatabaseProxy implements AsyncDisposable {
  /** Connections that were let through so far. */
  accepted = 0;
  mode: 'forward' | 'refuse' | 'swallow' = 'forward';
  readonly #clients = new Map<Socket, { ready: boolean; goodbye: boolean }>();
  readonly #server: Server;
  readonly #target: number;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((socket) => this.#connect(socket)).listen(0, '127.0.0.1');
  }

  static async to(target: number): Promise<DatabaseProxy> {
    const proxy = new DatabaseProxy(target);
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Ends every connection, and every new one at once. */
  refuse(): void {
    this.mode = 'refuse';
    for (const socket of this.#clients.keys()) socket.destroy();
  }

  /**
   * Connections that are ready for queries now, and how many of them end with a goodbye. Waits until all have ended, as
   * what a process wrote may be read after its exit was seen.
   */
  watch(): { open: number; goodbyes: () => Promise<number> } {
    const open = [...this.#clients].filter(([, { ready }]) => ready);
    return {
      open: open.length,
      async goodbyes() {
        await poll('their end', () => open.every(([socket]) => socket.closed) || undefined).catch(() => {});
        return open.filter(([, { goodbye }]) => goodbye).length;
      },
    };
  }

  #connect(socket: Socket): void {
    if (this.mode === 'refuse') return void socket.destroy();
    const upstream = connect(this.#target, '127.0.0.1');
    const client = { ready: false, goodbye: false };
    this.#clients.set(socket, client);
    this.accepted += 1;
    socket.on('data', (data) => {
      if (data.subarray(-TERMINATE.length).equals(TERMINATE)) client.goodbye = true;
      if (this.mode === 'forward') upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (this.mode !== 'forward') return;
      client.ready ||= data.includes(READY);
      socket.write(data);
    });
    for (const [from, to] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      from.on('error', () => {});
      from.on('close', () => to.destroy());
    }
    socket.on('close', () => this.#clients.delete(socket));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.refuse();
    this.#server.close();
  }
}
