/** The part of a `ws` server that is needed to say goodbye to its clients. */
export interface WebSocketServerLike {
  clients: Set<{ close(code: number, reason?: string): void }>;
  handleUpgrade: (...args: never[]) => void;
  close(done: (error?: Error) => void): unknown;
}

/** Recognises a server of the `ws` package by shape. */
export function isWebSocketServer(value: unknown): value is WebSocketServerLike {
  const shape = value as Partial<WebSocketServerLike> | null | undefined;
  return (
    shape?.clients instanceof Set &&
    typeof shape.handleUpgrade === 'function' &&
    typeof shape.close === 'function'
  );
}

/** Sends the close frame 1001 "going away" (RFC 6455, section 7.4.1) to every client. */
export function sendGoingAway(server: WebSocketServerLike): void {
  for (const client of server.clients) client.close(1001, 'going away');
}
