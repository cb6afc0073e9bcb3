import type { ProcessFacts } from './lab.ts';
import { descriptorsOf, residentMemory } from './proc.ts';
import { tcpSockets } from './socket-table.ts';

/** The resources that a process tree holds at this moment, and the established connections on its port. */
export function processFacts(tree: number[], port: number): ProcessFacts {
  const descriptors = tree.map(descriptorsOf);
  const sockets = new Set(descriptors.flat());
  const connections = tcpSockets().filter(
    (socket) =>
      socket.state === 'established' && socket.port === port && sockets.has(`socket:[${socket.inode}]`),
  );
  return {
    rss: tree.reduce((sum, pid) => sum + residentMemory(pid), 0),
    fds: descriptors.reduce((sum, { length }) => sum + length, 0),
    connections: connections.length,
    tree,
  };
}
