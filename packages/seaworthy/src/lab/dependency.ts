import { BootFailure } from './boot-failure.ts';
import type { Protocol } from './goodbye.ts';
import type { Upstream } from './proxy.ts';

/** What stands behind one environment variable: an address, or a real PostgreSQL started for the run. */
export type Dependency = { url: string } | { embedded: true };

/** An address whose host and port can be replaced by those of a proxy. */
export interface Rewritable {
  upstream: Upstream;
  /** The same address with everything but host and port kept: scheme, credentials, database, query. */
  through(port: number): string;
}

const PORTS: Record<string, number> = {
  postgres: 5432,
  postgresql: 5432,
  redis: 6379,
  valkey: 6379,
  mysql: 3306,
  mariadb: 3306,
  mongodb: 27_017,
  amqp: 5672,
  nats: 4222,
  http: 80,
};

/** `jdbc:` or not, a scheme, perhaps credentials, then the hosts. */
const URL_SHAPE = /^((?:jdbc:)?([a-z][a-z0-9]*)(?:\+[a-z0-9]+)?:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/is;
const ENCRYPTED_SCHEME = /^(rediss|valkeys|amqps|https|mysqls)$/;
const ENCRYPTED_QUERY =
  /[?&](sslmode=(require|verify-ca|verify-full)|ssl=(true|1|require)|tls=true|sslnegotiation=direct)\b/i;

/**
 * How to put a proxy in front of an address. Throws a `BootFailure` with a sentence for one that cannot be followed:
 * TLS, where the host's name is part of the proof; a Unix socket; several hosts; `mongodb+srv`.
 */
export function rewritable(variable: string, address: string): Rewritable {
  const refuse = (why: string, instead: string): never => {
    throw new BootFailure('dependency', `${variable} cannot be led through a proxy: ${why}; ${instead}`);
  };
  const [, before, scheme = '', authority = '', after = ''] = URL_SHAPE.exec(address) ?? [];
  if (before === undefined) {
    const [, host, port] = /^([\w.-]+|\[[0-9a-f:]+\]):(\d+)$/i.exec(address) ?? [];
    if (host === undefined) {
      return refuse(
        'it is neither a URL nor `host:port`',
        'give it as `scheme://user:password@host:port/name`',
      );
    }
    return made(host, Number(port), 'other', '', '');
  }
  const name = scheme.toLowerCase();
  const plain = 'use an address of a server without TLS for the check';
  if (/\+srv:/i.test(before))
    return refuse('the real hosts stand in DNS (SRV)', 'name one host and port instead');
  if (ENCRYPTED_SCHEME.test(name))
    return refuse(`\`${name}:\` means TLS, which proves the host's name`, plain);
  if (ENCRYPTED_QUERY.test(after)) return refuse("it demands TLS, which proves the host's name", plain);
  if (authority.includes(',')) return refuse('it names several hosts', 'name one of them');
  if (authority === '' || /^%2f/i.test(authority) || /[?&]host=\//i.test(after)) {
    return refuse('it names a Unix socket', 'use the host and port of the same server');
  }
  const [, host = '', digits] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(authority) ?? [];
  const port = digits === undefined ? PORTS[name] : Number(digits);
  if (host === '' || port === undefined)
    return refuse('it does not say which port', 'write the port into the address');
  return made(host, port, protocolOf(name), before, after);
}

function made(host: string, port: number, protocol: Protocol, before: string, after: string): Rewritable {
  return {
    upstream: { host: host.replace(/^\[|\]$/g, ''), port, protocol },
    through: (proxy) => `${before}127.0.0.1:${proxy}${after}`,
  };
}

function protocolOf(scheme: string): Protocol {
  if (scheme.startsWith('postgres')) return 'postgres';
  return scheme === 'redis' || scheme === 'valkey' ? 'redis' : 'other';
}
