/** A status line and its fields. */
export interface Head {
  version: '1.0' | '1.1';
  status: number;
  /** Names in lower case; repeated ones joined by `, `. */
  headers: Record<string, string>;
}

/** `undefined` when the text does not begin with an HTTP/1 status line (RFC 9112 section 4). */
export function parseHead(text: string): Head | undefined {
  const [first = '', ...lines] = text.split('\r\n');
  const [, version, status] = /^HTTP\/(1\.[01]) (\d{3})(?: |$)/.exec(first) ?? [];
  if (version === undefined) return undefined;
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return { version: version as Head['version'], status: Number(status), headers: { ...headers } };
}
