import type { IncomingMessage } from 'node:http';

/** Whether the request names its host once (RFC 9112, 3.2). Node refuses a missing one, and takes the first of two. */
export function hasOneHost({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!;
    // Most names have another length, which is cheaper to see.
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts < 2;
}
