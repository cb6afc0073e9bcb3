import type { Exchange } from '../../engine/evidence.ts';

/** Whether no client would send this: odd framing, odd field names, control characters. */
export function isRaw({ request }: Exchange): boolean {
  const { method, path, headers } = request;
  return (
    // oxlint-disable-next-line no-control-regex -- they are what this looks for
    /[^\w-]/.test(method) || /[\u0000- \u007f-\uffff]/.test(path) || Object.entries(headers).some(isOdd)
  );
}

function isOdd([name, value]: [string, string]): boolean {
  // oxlint-disable-next-line no-control-regex -- they are what this looks for
  return (
    /^(?:host|content-length|transfer-encoding)$/i.test(name) ||
    !/^[\w!#$%&'*+.^`|~-]+$/.test(name) ||
    /[\u0000-\u0008\u000a-\u001f]/.test(value)
  );
}

/** The bytes as they are, sent without a client that would mend them. */
export function netcat({ request }: Exchange, origin: URL): string {
  const { method, path, headers, body = '' } = request;
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const framed = names.has('content-length') || names.has('transfer-encoding');
  const head = [
    `${method} ${path} HTTP/1.1`,
    ...(names.has('host') ? [] : [`Host: ${origin.host}`]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(framed || body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
  ];
  const bytes = `${head.join('\r\n')}\r\n\r\n${body}`;
  const secure = origin.protocol === 'https:';
  const port = origin.port === '' ? (secure ? '443' : '80') : origin.port;
  const to = secure
    ? `openssl s_client -quiet -connect ${origin.hostname}:${port}`
    : `nc ${origin.hostname} ${port}`;
  return `{ printf '${format(bytes)}'; sleep 2; } | ${to}`;
}

/** For printf(1): everything that it or the shell would interpret is escaped. */
function format(bytes: string): string {
  return (
    bytes
      .replaceAll('\\', '\\\\')
      .replaceAll('%', '%%')
      .replaceAll("'", `'\\''`)
      .replaceAll('\r', '\\r')
      .replaceAll('\n', '\\n')
      // oxlint-disable-next-line no-control-regex -- they are what this escapes
      .replaceAll(/[\u0000-\u001f\u007f]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`)
  );
}
