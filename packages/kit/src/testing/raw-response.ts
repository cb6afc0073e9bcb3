/** One response as it came over the wire. */
export interface RawResponse {
  status: number;
  reason: string;
  /** Names in lower case; repeated fields joined with `, `. */
  headers: Readonly<Record<string, string>>;
  /** The header lines in order, repeated ones included. */
  fields: readonly (readonly [name: string, value: string])[];
  body: string;
  /** `false` when the connection ended before the body did. */
  complete: boolean;
}

/**
 * Reads the first response in `bytes` (RFC 9112); `undefined` while more is needed. With `ended` the
 * connection is over, so what is there is all there will be. `bodiless` is for answers to HEAD.
 */
export function parseResponse(
  bytes: Buffer,
  { ended = false, bodiless = false } = {},
): { response: RawResponse; rest: Buffer } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const match = /^HTTP\/1\.[01] (\d{3}) ?(.*)$/.exec(statusLine);
  if (match === null)
    throw new Error(`Expected a status line, got ${JSON.stringify(statusLine.slice(0, 100))}`);
  const status = Number(match[1]);
  const fields = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  const headers: Record<string, string> = {};
  for (const [name, value] of fields) headers[name] = name in headers ? `${headers[name]}, ${value}` : value;

  const rest = bytes.subarray(headEnd + 4);
  const empty = bodiless || status < 200 || status === 204 || status === 304;
  const read = empty
    ? { body: rest.subarray(0, 0), used: 0, complete: true }
    : readBody(rest, headers, ended);
  if (!read.complete && !ended) return undefined;
  const response = {
    status,
    reason: match[2] ?? '',
    headers,
    fields,
    body: read.body.toString(),
    complete: read.complete,
  };
  return { response, rest: rest.subarray(read.used) };
}

interface Body {
  body: Buffer;
  used: number;
  complete: boolean;
}

function readBody(bytes: Buffer, headers: Readonly<Record<string, string>>, ended: boolean): Body {
  if (headers['transfer-encoding']?.toLowerCase().endsWith('chunked')) return readChunks(bytes);
  const length = headers['content-length'];
  if (length === undefined) return { body: bytes, used: bytes.length, complete: ended };
  const body = bytes.subarray(0, Number(length));
  return { body, used: body.length, complete: body.length === Number(length) };
}

function readChunks(bytes: Buffer): Body {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = lineEnd === -1 ? NaN : parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const start = lineEnd + 2;
    if (size === 0) {
      const end = bytes.indexOf('\r\n', start) === start ? start : bytes.indexOf('\r\n\r\n', start) + 2;
      if (end >= start) return { body: Buffer.concat(chunks), used: end + 2, complete: true };
    }
    if (!(size > 0) || bytes.length < start + size + 2) {
      if (size > 0) chunks.push(bytes.subarray(start, start + size));
      return { body: Buffer.concat(chunks), used: bytes.length, complete: false };
    }
    chunks.push(bytes.subarray(start, start + size));
    at = start + size + 2;
  }
}
