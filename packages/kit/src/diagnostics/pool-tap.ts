import type { PoolHolders } from './pool-holders.ts';
import type { PoolKind, PoolReader } from './pool-shape.ts';
import { markSite } from './site.ts';

/**
 * Keeps the book of one pool from its own events where it has them, else from its own methods; no prototype is
 * touched. With `sites`, the line that takes a connection is remembered while the pool is more than half used.
 * The result takes everything back.
 */
export function tapPool(reader: PoolReader, holders: PoolHolders, sites: boolean): () => void {
  const undo: (() => void)[] = [];
  const tap: Tap = {
    holders,
    mark(below) {
      if (!sites) return undefined;
      const { total, idle, waiting, max } = reader.read();
      const wanted = total - idle + waiting + 1;
      return max === undefined || wanted * 2 > max ? markSite(below) : undefined;
    },
    on(event, listener) {
      const pool = reader.pool as Emitter;
      pool.on(event, listener);
      undo.push(() => pool.removeListener(event, listener));
    },
    wrap(name, make) {
      undo.push(wrapMethod(reader.pool as Record<string, Method>, name, make));
    },
  };
  TAPS[reader.kind]?.(tap);
  return () => undo.forEach((step) => step());
}

type Method = (...args: never[]) => unknown;
type Mark = { stack?: string };
type Taken = (error: unknown, connection: object | undefined, ...rest: unknown[]) => void;

interface Emitter {
  on(event: string, listener: Method): unknown;
  removeListener(event: string, listener: Method): unknown;
}

interface Tap {
  holders: PoolHolders;
  mark(below: Method): Mark | undefined;
  on<A extends unknown[]>(event: string, listener: (...args: A) => void): void;
  wrap<A extends unknown[], R>(name: string, make: (original: (...args: A) => R) => (...args: A) => R): void;
}

const TAPS: Partial<Record<PoolKind, (tap: Tap) => void>> = {
  pg({ holders, mark, on, wrap }) {
    on('acquire', (client: object) => holders.take(client));
    on('release', (_error: unknown, client: object) => holders.giveBack(client));
    wrap(
      'connect',
      (original: (callback?: Taken) => unknown) =>
        function connect(this: unknown, callback?: Taken) {
          const site = mark(connect);
          if (site === undefined) return original.call(this, callback);
          if (callback === undefined) {
            return (original.call(this) as Promise<object>).then((client) => {
              holders.mark(client, site);
              return client;
            });
          }
          return original.call(this, (error, client, ...rest) => {
            if (client !== undefined) holders.mark(client, site);
            callback(error, client, ...rest);
          });
        },
    );
  },

  // A connection that goes from one caller straight to the next has no events here.
  mysql2({ holders, mark, wrap }) {
    wrap(
      'getConnection',
      (original: (callback: Taken) => unknown) =>
        function getConnection(this: unknown, callback: Taken) {
          const site = mark(getConnection);
          return original.call(this, (error, connection, ...rest) => {
            if (connection) holders.take(connection, site);
            callback(error, connection, ...rest);
          });
        },
    );
    wrap(
      'releaseConnection',
      (original: (connection: object) => unknown) =>
        function (this: unknown, connection) {
          holders.giveBack(connection);
          return original.call(this, connection);
        },
    );
  },

  tarn({ holders, mark, on }) {
    const marks = new Map<number, Mark>();
    on('acquireRequest', function acquireRequest(id: number) {
      const site = mark(acquireRequest);
      if (site !== undefined) marks.set(id, site);
    });
    on('acquireSuccess', (id: number, resource: object) => {
      holders.take(resource, marks.get(id));
      marks.delete(id);
    });
    on('acquireFail', (id: number) => marks.delete(id));
    on('release', (resource: object) => holders.giveBack(resource));
  },

  'generic-pool': acquireAndRelease,
  'sequelize-pool': acquireAndRelease,
};

function acquireAndRelease({ holders, mark, wrap }: Tap): void {
  wrap(
    'acquire',
    (original: (...args: unknown[]) => Promise<object>) =>
      function acquire(this: unknown, ...args) {
        const site = mark(acquire);
        return original.apply(this, args).then((resource) => {
          holders.take(resource, site);
          return resource;
        });
      },
  );
  for (const name of ['release', 'destroy']) {
    wrap(
      name,
      (original: (resource: object) => unknown) =>
        function (this: unknown, resource) {
          holders.giveBack(resource);
          return original.call(this, resource);
        },
    );
  }
}

/** Shadows a method on this one object; the result uncovers it, unless somebody has wrapped it again meanwhile. */
function wrapMethod(
  object: Record<string, Method>,
  name: string,
  make: (original: never) => Method,
): () => void {
  const own = Object.getOwnPropertyDescriptor(object, name);
  const original = object[name]!;
  const wrapped = make(original as never);
  Object.defineProperty(object, name, {
    value: wrapped,
    configurable: true,
    writable: true,
    enumerable: own?.enumerable ?? false,
  });
  return () => {
    if (object[name] !== wrapped) return;
    if (own === undefined) delete object[name];
    else Object.defineProperty(object, name, own);
  };
}
