import { connect as connectSocket } from 'node:net';
import { parseResponse, type RawResponse } from './raw-response.ts';

/** A connection on which a test says exactly what it wants, reading and writing at the same time. */
export interface RawConnection extends AsyncDisposable {
  write(bytes: string | Uint8Array): void;
  /** Half-closes: no more bytes from this side. */
  end(): void;
  /** The next response, `1xx` included; rejects when none came within `timeout` ms or before the end. */
  response(options?: { head?: boolean; timeout?: number }): Promise<RawResponse>;
  /** How the other side ended the connection. */
  readonly closed: Promise<'end' | 'reset'>;
  /** Goes away without a word. */
  destroy(): void;
}

export interface Exchange {
  responses: RawResponse[];
  /** `open` when the expected responses came and the connection was still there. */
  closed: 'end' | 'reset' | 'open';
}

/**
 * Sends bytes that no client would send and reads `count` final responses (default 1), or as many as
 * come before the connection ends. `end` half-closes after the last byte. Rejects after `timeout` ms
 * (default 5000) without an answer or an end.
 */
export async function raw(
  url: string,
  bytes: string | Uint8Array | readonly (string | Uint8Array)[],
  { count = 1, timeout = 5000, end = false }: { count?: number; timeout?: number; end?: boolean } = {},
): Promise<Exchange> {
  await using connection = rawConnection(url);
  const parts = typeof bytes === 'string' || bytes instanceof Uint8Array ? [bytes] : bytes;
  for (const part of parts) connection.write(part);
  if (end) connection.end();
  const head = parts.some((part) => Buffer.from(part).toString('latin1', 0, 5) === 'HEAD ');
  const ended = connection.closed;
  const responses: RawResponse[] = [];
  while (responses.length < count) {
    const response = await connection.response({ head, timeout }).catch((error: Error) => error);
    if (response instanceof Error) {
      if (response instanceof ConnectionEnded) return { responses, closed: await ended };
      throw response;
    }
    if (response.status >= 200) responses.push(response);
    if (!response.complete) return { responses, closed: await ended };
  }
  return { responses, closed: await Promise.race([ended, settled()]) };
}

/** Opens a connection to the service at `url`. */
export function rawConnection(url: string): RawConnection {
  const { hostname, port } = new URL(url);
  const socket = connectSocket({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), noDelay: true });
  let received: Buffer = Buffer.alloc(0);
  let outcome: 'end' | 'reset' | undefined;
  let wake: (() => void) | undefined;
  const closed = new Promise<'end' | 'reset'>((resolve) => {
    const finish = (how: 'end' | 'reset'): void => {
      outcome ??= how;
      resolve(outcome);
      wake?.();
    };
    socket
      .on('end', () => finish('end'))
      .on('error', () => finish('reset'))
      .on('close', () => finish('end'));
  });
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    wake?.();
  });

  async function response({ head = false, timeout = 5000 } = {}): Promise<RawResponse> {
    const deadline = AbortSignal.timeout(timeout);
    for (;;) {
      const parsed = parseResponse(received, { ended: outcome !== undefined, bodiless: head });
      if (parsed !== undefined) {
        received = parsed.rest;
        return parsed.response;
      }
      const state = `after ${received.length} bytes: ${JSON.stringify(received.toString('latin1').slice(0, 200))}`;
      if (outcome !== undefined)
        throw new ConnectionEnded(`Expected a response, got ${outcome} of connection ${state}`);
      if (deadline.aborted) throw new Error(`Expected a response within ${timeout} ms, got none ${state}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
        deadline.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  return {
    write: (bytes) => void socket.write(bytes),
    end: () => void socket.end(),
    response,
    closed,
    destroy: () => void socket.destroy(),
    async [Symbol.asyncDispose]() {
      socket.destroy();
      await closed;
    },
  };
}

class ConnectionEnded extends Error {}

function settled(): Promise<'open'> {
  return new Promise((resolve) => setImmediate(resolve, 'open'));
}
