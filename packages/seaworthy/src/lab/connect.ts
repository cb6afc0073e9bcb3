import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** A TCP connection of its own to an origin, by TLS when that says `https:`; half-open, so that a FIN is an event. */
export function connect(origin: URL): Socket {
  const host = hostOf(origin);
  if (origin.protocol === 'https:') {
    return connectTls({
      host,
      port: Number(origin.port || 443),
      servername: origin.hostname,
      ALPNProtocols: ['http/1.1'],
    });
  }
  const socket = connectPlain({ host, port: Number(origin.port || 80), allowHalfOpen: true });
  return socket.setNoDelay(true);
}

/** Emitted when the connection can be written to. */
export function readyEvent(origin: URL): 'connect' | 'secureConnect' {
  return origin.protocol === 'https:' ? 'secureConnect' : 'connect';
}

/** Brackets of an IPv6 address belong to the URL only. */
function hostOf(origin: URL): string {
  return origin.hostname.replace(/^\[|\]$/g, '');
}
