import type { Visit } from '../target/visit.ts';

/** What the process is. Sizes in bytes, times in seconds. Never a variable of its environment. */
export interface Identity {
  node: string;
  uptime: number;
  rss: number;
  heapUsed: number;
  heapLimit: number;
  external: number;
  /** What the container or the machine allows; 0 when unknown. */
  memoryLimit: number;
  /** Listeners for these events of `process`. */
  listeners: { SIGTERM: number; SIGINT: number; unhandledRejection: number; uncaughtException: number };
  /** What Node does with an unhandled rejection: `throw` unless a flag says otherwise. */
  unhandledRejections: string;
  /** Ports on which its servers listen, with their connections. */
  servers: { port: number; connections: number }[];
}

export function identify(visit: Visit): Identity {
  return visit.timed(() => {
    const { rss, external } = process.memoryUsage();
    const heap = visit.builtin('v8').getHeapStatistics();
    const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles();
    const { Server } = visit.builtin('net');
    const flags = [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(' ')];
    const mode = flags.map((flag) => /^--unhandled-rejections=(.+)$/.exec(flag)?.[1]).findLast(Boolean);
    return {
      node: process.versions.node,
      uptime: process.uptime(),
      rss,
      heapUsed: heap.used_heap_size,
      heapLimit: heap.heap_size_limit,
      external,
      memoryLimit: process.constrainedMemory?.() ?? 0,
      listeners: {
        SIGTERM: process.listenerCount('SIGTERM'),
        SIGINT: process.listenerCount('SIGINT'),
        unhandledRejection: process.listenerCount('unhandledRejection'),
        uncaughtException: process.listenerCount('uncaughtException'),
      },
      unhandledRejections: mode ?? 'throw',
      servers: handles.flatMap((handle) => {
        if (!(handle instanceof Server)) return [];
        const address = handle.address();
        const { _connections: connections = 0 } = handle as unknown as { _connections?: number };
        return address !== null && typeof address === 'object' ? [{ port: address.port, connections }] : [];
      }),
    };
  });
}
