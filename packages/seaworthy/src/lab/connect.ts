import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';

/** A TCP connection of its own to an origin, by TLS when that says `https:`; half-open, so that a FIN is an event. */
export function connect(origin: URL): Socket {
  const host = hostOf(origin);
  if (origin.protocol === 'https:') {
    // A name is asked for only where there is one (RFC 6066 section 3).
    const named = isIP(host) === 0 && { servername: host };
    return connectTls({ host, port: Number(origin.port || 443), ...named, ALPNProtocols: ['http/1.1'] });
  }
  const socket = connectPlain({ host, port: Number(origin.port || 80), allowHalfOpen: true });
  return socket.setNoDelay(true);
}

/** Emitted when the connection can be written to. */
export function readyEvent(origin: URL): 'connect' | 'secureConnect' {
  return origin.protocol === 'https:' ? 'secureConnect' : 'connect';
}

/** Cuts a connection by RST; one by TLS, or not yet there, is just closed. */
export function reset(socket: Socket): void {
  if (socket.connecting || socket.destroyed || socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

/** Brackets of an IPv6 address belong to the URL only. */
function hostOf(origin: URL): string {
  return origin.hostname.replace(/^\[|\]$/g, '');
}
