import { EventEmitter } from 'node:events';
import { Pool, type PoolConfig } from 'pg';

/** A real pg pool whose clients connect to nothing: everything but the wire is pg's own. */
export function poolWithoutServer(options: PoolConfig): Pool {
  return new Pool({ ...options, Client: OfflineClient as never });
}

class OfflineClient extends EventEmitter {
  /** The pool asks whether a client can still be used. */
  readonly _queryable = true;

  connect(done: () => void): void {
    setImmediate(done);
  }

  end(done: () => void): void {
    setImmediate(done);
  }
}
