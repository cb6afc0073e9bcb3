import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { EmbeddedPostgres } from '@seaworthy/kit/development';

/** Stands between the service and its database, and can take it away. */
export class DatabaseProxy implements AsyncDisposable {
  #mode: 'forward' | 'refuse' | 'swallow' = 'forward';
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly #target: EmbeddedPostgres;

  private constructor(target: EmbeddedPostgres) {
    this.#target = target;
    this.#server = createServer((socket) => this.#connect(socket)).listen(0, '127.0.0.1');
  }

  static async to(target: EmbeddedPostgres): Promise<DatabaseProxy> {
    const proxy = new DatabaseProxy(target);
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return this.#target.url.replace(
      `:${this.#target.port}/`,
      `:${(this.#server.address() as AddressInfo).port}/`,
    );
  }

  forward(): void {
    this.#mode = 'forward';
  }

  refuse(): void {
    this.#mode = 'refuse';
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Old and new connections stay open, and nothing gets through. */
  swallow(): void {
    this.#mode = 'swallow';
  }

  #connect(socket: Socket): void {
    if (this.#mode === 'refuse') return void socket.destroy();
    const upstream = connect(this.#target.port, '127.0.0.1');
    for (const [from, to] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (data) => this.#mode === 'forward' && to.write(data));
      from.on('error', () => {});
      from.on('close', () => to.destroy());
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.refuse();
    this.#server.close();
  }
}
