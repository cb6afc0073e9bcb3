import type { Exchange } from '../engine/evidence.ts';
import type { Lab, RequestSpec } from '../lab/lab.ts';
import { headOf } from '../lab/request-bytes.ts';

/** Longest wait for the end of the connection in ms. */
const PATIENCE = 5000;

/**
 * One request whose body is bytes, and everything that came until the server closed: nothing is taken for surplus, so
 * the body of an answer to HEAD shows. A chunked body stays chunked.
 */
export async function askRaw(lab: Lab, spec: RequestSpec, body?: Buffer): Promise<Exchange> {
  const { method = 'GET', path, headers = {} } = spec;
  const startedAt = lab.now();
  const connection = await lab.raw();
  const connected = connection.ended() === undefined;
  connection.write(headOf(lab, spec, body?.length));
  if (body !== undefined) connection.write(body);
  await connection.until(() => false, spec.timeout ?? PATIENCE);
  const response = parsed(connection.received());
  const error = connection.ended() ?? 'TIMEOUT';
  connection.destroy();
  return {
    kind: 'exchange',
    request: {
      method,
      path,
      headers: { ...headers },
      ...(body && { body: body.toString('latin1').slice(0, 1000) }),
    },
    ...(response === undefined ? { error: error === 'FIN' ? 'EOF' : error } : { response }),
    connected,
    sent: connected,
    startedAt,
    endedAt: lab.now(),
  };
}

function parsed(received: string): Exchange['response'] {
  const end = received.indexOf('\r\n\r\n');
  const [first = '', ...lines] = received.slice(0, Math.max(end, 0)).split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]);
  if (end < 0 || Number.isNaN(status)) return undefined;
  const body = received.slice(end + 4);
  // `100 Continue` comes before the answer.
  if (status < 200) return parsed(body);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return { status, headers, body };
}
