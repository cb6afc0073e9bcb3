import { randomUUID } from 'node:crypto';

/** What nobody may see again: the password of every user that a line makes. */
export const PASSWORD = 'hush-correct-horse-battery';

/** A valid user with an email of its own. */
export function newUser(more: object = {}): Record<string, unknown> {
  return { email: `${freshId()}@example.com`, name: 'Ada Lovelace', password: PASSWORD, ...more };
}

/** An id, made of letters, digits and hyphens, that no other request uses. */
export function freshId(): string {
  return `contract-${randomUUID()}`;
}

/** A request with a JSON body; text is sent as it is. */
export function sendJson(
  body: unknown,
  { method = 'POST', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): RequestInit {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return { method, headers: { 'content-type': 'application/json', ...headers }, body: bytes };
}

/** A request line with headers and body; `content-length` and `host` are added. */
export function requestText(line: string, headers: Readonly<Record<string, string>> = {}, body = ''): string {
  const all = {
    host: 'contract.test',
    ...(body !== '' && { 'content-length': String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const fields = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${fields.join('')}\r\n${body}`;
}
