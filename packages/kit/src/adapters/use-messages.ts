import { IncomingMessage, ServerResponse, type Server, type ServerOptions } from 'node:http';

/** Message classes as `http.createServer` takes them. */
export type Messages = Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'>;

/**
 * Gives a server that exists already the message classes that `http.createServer` would have taken. Node keeps them
 * under symbols; when those are not found, or hold something else, nothing is changed.
 */
export function useMessages(server: Server, messages: Messages): void {
  const slots = server as unknown as Record<symbol, unknown>;
  for (const Base of [IncomingMessage, ServerResponse]) {
    const name = Base.name as keyof Messages;
    const slot = Object.getOwnPropertySymbols(server).find(({ description }) => description === name);
    if (slot !== undefined && slots[slot] === Base && messages[name] !== undefined)
      slots[slot] = messages[name];
  }
}
