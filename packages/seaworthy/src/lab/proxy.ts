import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { DelayedFlow } from './delayed-flow.ts';
import { listenTo, type Ear, type Protocol } from './goodbye.ts';
import type { DependencyProxy, Fault, ProxyFacts } from './lab.ts';

/** Where a dependency really is. */
export interface Upstream {
  host: string;
  port: number;
  protocol: Protocol;
}

/** A proxy of one process; every experiment that uses the process sees it through a view with its own clock. */
export interface Proxy {
  readonly name: string;
  readonly port: number;
  set(fault: Fault): void;
  view(at: (moment: number) => number): DependencyProxy;
  close(): Promise<void>;
}

type Closed = ProxyFacts['closed'][number];

/** Most events that are kept. */
const MOST = 20_000;

/**
 * A TCP proxy on a random port of 127.0.0.1. `refuse` accepts and resets at once, so that attempts can be counted;
 * `gone` does not even listen. `tell` hears of every event in words.
 */
export async function openProxy(
  name: string,
  upstream: Upstream,
  tell: (text: string) => void,
): Promise<Proxy> {
  const links = new Set<Link>();
  const attempts: number[] = [];
  const closed: Closed[] = [];
  let opened = 0;
  let open = 0;
  let fault: Fault = 'none';
  let lost: Error | undefined;

  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (attempts.length < MOST) attempts.push(performance.now());
    if (fault === 'refuse') {
      client.on('error', () => {});
      client.resetAndDestroy();
      return tell(`${name}: connection refused`);
    }
    opened += 1;
    tell(`${name}: connection ${opened} opened`);
    const number = opened;
    const link = new Link(client, upstream, fault, (end) => {
      open -= 1;
      if (closed.length < MOST) closed.push(end);
      tell(
        `${name}: connection ${number} closed by the ${end.by} (${end.how}${end.goodbye ? ', after its goodbye' : ''})`,
      );
    });
    open += 1;
    links.add(link);
    client.once('close', () => links.delete(link));
  });
  const port = await listen(server);
  server.on('error', (error: NodeJS.ErrnoException) => {
    // Too many open files is the service's doing: it shows as connections that do not come through.
    if (error.code === 'EADDRINUSE') lost = error;
  });

  const set = (next: Fault): void => {
    if (next === 'gone') server.close();
    else if (fault === 'gone') server.listen(port, '127.0.0.1');
    fault = next;
    tell(`${name}: ${inWords(next)}`);
    for (const link of links) link.set(next);
  };
  const cut = (how: 'FIN' | 'RST'): void => {
    tell(`${name}: ${open} connections cut (${how})`);
    for (const link of links) link.cut(how);
  };
  return {
    name,
    port,
    set,
    view: (at) => ({
      name,
      port,
      protocol: upstream.protocol,
      set,
      cut,
      facts: () => {
        // Else a service would be blamed for a dependency that did not come back.
        if (lost !== undefined) throw new Error(`the proxy could not listen on port ${port} again`);
        const ends = closed.map((end) => ({ ...end, at: at(end.at) }));
        return { attempts: attempts.map(at), open, opened, closed: ends };
      },
    }),
    close: async () => {
      const done = server.listening ? once(server, 'close') : undefined;
      server.close();
      for (const link of links) link.cut('RST');
      await done;
    },
  };
}

/** One proxied connection: a flow each way, and who ended it first. */
class Link {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #up: DelayedFlow;
  readonly #down: DelayedFlow;
  readonly #ear: Ear;
  readonly #ended: (end: Closed) => void;
  #over = false;
  #silent = false;

  constructor(
    client: Socket,
    { host, port, protocol }: Upstream,
    fault: Fault,
    ended: (end: Closed) => void,
  ) {
    this.#client = client.setNoDelay(true);
    this.#server = connect({ host, port, allowHalfOpen: true }).setNoDelay(true);
    this.#up = new DelayedFlow(client, this.#server);
    this.#down = new DelayedFlow(this.#server, client);
    this.#ear = listenTo(protocol);
    this.#ended = ended;
    this.set(fault);
    client.on('data', (bytes: Buffer) => {
      this.#ear.hear(bytes);
      this.#up.push(bytes);
    });
    this.#server.on('data', (bytes: Buffer) => {
      this.#ear.hearAnswer(bytes);
      this.#down.push(bytes);
    });
    this.#watch(client, this.#server, this.#up, 'service');
    this.#watch(this.#server, client, this.#down, 'dependency');
  }

  set(fault: Fault): void {
    const delay = fault === 'hang' ? Infinity : typeof fault === 'object' ? fault.delay : 0;
    this.#silent = delay === Infinity;
    this.#up.delay = delay;
    this.#down.delay = delay;
  }

  cut(how: 'FIN' | 'RST'): void {
    this.#record('proxy', how);
    this.#up.stop();
    this.#down.stop();
    this.#server.destroy();
    if (how === 'RST') this.#client.resetAndDestroy();
    else {
      // Like a server that ended: says FIN, and resets what still writes to it a moment later.
      this.#client.end();
      setTimeout(() => this.#client.destroy(), 200).unref();
    }
  }

  #watch(from: Socket, to: Socket, flow: DelayedFlow, by: 'service' | 'dependency'): void {
    from.on('end', () => {
      this.#record(by, 'FIN');
      // Who leaves in the middle of a silence waits for nothing any more.
      if (this.#silent) for (const socket of [from, to]) socket.destroy();
      else flow.end();
    });
    from.on('error', () => this.#record(by, 'RST'));
    from.on('close', (failed) => {
      this.#record(by, failed ? 'RST' : 'FIN');
      flow.stop();
      if (failed && !to.connecting) to.resetAndDestroy();
      else to.destroySoon();
    });
  }

  #record(by: Closed['by'], how: Closed['how']): void {
    if (this.#over) return;
    this.#over = true;
    const { goodbye, readable } = this.#ear;
    this.#ended({ at: performance.now(), by, how, goodbye: readable && goodbye, readable });
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function inWords(fault: Fault): string {
  if (typeof fault === 'object') return `delayed by ${fault.delay} ms each way`;
  const refuses = 'refuses new connections';
  return { none: 'reachable', refuse: refuses, gone: `${refuses} (nobody listens)`, hang: 'silent' }[fault];
}
