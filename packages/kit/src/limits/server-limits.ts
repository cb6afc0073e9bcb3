import type { Server } from 'node:http';
import type { Limits } from '../options.ts';

/** Node looks for overdue connections this often, in ms; its own default of 30 s lets a 10 s limit last 40 s. */
const CHECK_EVERY = 1000;

type Tunable = Server & { maxHeaderSize?: number; connectionsCheckingInterval?: number };

/** Puts the limits on a server that is not listening yet. */
export function limitServer(server: Server, limits: Required<Limits>): void {
  const tunable: Tunable = server;
  tunable.headersTimeout = limits.headersTimeout;
  tunable.requestTimeout = limits.requestTimeout;
  tunable.keepAliveTimeout = limits.keepAliveTimeout;
  // Constructor options that Node keeps as plain properties and reads when it starts to listen, or per connection.
  tunable.maxHeaderSize = limits.headers;
  tunable.connectionsCheckingInterval = CHECK_EVERY;
}
