import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** `Terminate` of PostgreSQL's protocol: what a client says that leaves in order. */
const TERMINATE = Buffer.from([0x58, 0, 0, 0, 4]);

/** Stands between a service and its PostgreSQL, and can take it away. */
export class DatabaseProxy implements AsyncDisposable {
  /** Connections that were let through so far. */
  accepted = 0;
  mode: 'forward' | 'refuse' | 'swallow' = 'forward';
  readonly #clients = new Map<Socket, { goodbye: boolean }>();
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

  /** Connections now, and how many of those that have ended since did so with a goodbye. */
  watch(): { open: number; ended: () => { all: number; goodbyes: number } } {
    const now = [...this.#clients];
    return {
      open: now.length,
      ended() {
        const ended = now.filter(([socket]) => socket.destroyed || socket.readableEnded);
        return { all: ended.length, goodbyes: ended.filter(([, { goodbye }]) => goodbye).length };
      },
    };
  }

  #connect(socket: Socket): void {
    if (this.mode === 'refuse') return void socket.destroy();
    const upstream = connect(this.#target, '127.0.0.1');
    const client = { goodbye: false };
    this.#clients.set(socket, client);
    this.accepted += 1;
    socket.on('data', (data) => {
      if (data.subarray(-TERMINATE.length).equals(TERMINATE)) client.goodbye = true;
      if (this.mode === 'forward') upstream.write(data);
    });
    upstream.on('data', (data) => this.mode === 'forward' && socket.write(data));
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
