/**
 * Closes the inspector as soon as nobody is connected to it. Sent as text, to run in the target: it may use nothing but
 * Node.
 *
 * Both are Node's, seen with 20 to 26: `inspector.close()` holds the event loop until every client has left, so one that
 * is stopped would freeze the process; and a client that leaves at the same moment ends it by SIGSEGV, since the inspector
 * frees the connection while a close frame is still being written (`WsHandler` in src/inspector_socket.cc).
 */
export function closeWhenAlone(): void {
  // Not the timers of the moment: the target may have replaced them.
  const { setTimeout: later } = process.getBuiltinModule('timers');
  const { readFile } = process.getBuiltinModule('fs');
  const inspector = process.getBuiltinModule('inspector');
  // Has an id of its own in it, which tells whether the inspector was closed and opened again meanwhile.
  const url = inspector.url();
  if (url === undefined) return;
  const port = Number(new URL(url).port).toString(16).toUpperCase().padStart(4, '0');
  // proc_net_tcp(5): number, local and remote address, state (0A listens), five more, and the inode: 0 once nobody has it.
  const connection = new RegExp(`^ *\\d+: [0-9A-F]+:${port} \\S+ (?!0A)(?:\\S+ +){6}[1-9]`, 'm');
  const look = (wait: number): void => {
    readFile('/proc/self/net/tcp', 'latin1', (error, table) => {
      if (inspector.url() !== url) return;
      if (error === null && connection.test(table)) later(look, wait, Math.min(wait * 2, 1_000)).unref();
      else inspector.close();
    });
  };
  // The answer to this very call is still to be sent.
  later(look, 10, 20).unref();
}
