import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, type Socket } from 'node:net';

/** Finds the client's address: the peer, or what trusted proxies say in `X-Forwarded-For`, read from the right. */
export type RemoteAddress = (request: IncomingMessage) => string;

const ADDRESS = Symbol('seaworthy.address');
type Known = Socket & { [ADDRESS]?: string };

export function remoteAddressWith(trustedProxies: readonly string[]): RemoteAddress {
  if (trustedProxies.length === 0) return peerOf;
  const trusted = blockListOf(trustedProxies);
  return (request) => {
    const peer = peerOf(request);
    const forwarded = request.headers['x-forwarded-for'];
    if (typeof forwarded !== 'string' || !contains(trusted, peer)) return peer;
    let client = peer;
    for (const hop of forwarded
      .split(',')
      .map((part) => part.trim())
      .toReversed()) {
      if (isIP(hop) === 0) break;
      client = hop;
      if (!contains(trusted, hop)) break;
    }
    return client;
  };
}

function peerOf({ socket }: IncomingMessage): string {
  const known = (socket as Known)[ADDRESS];
  if (known !== undefined) return known;
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '');
  // A socket forgets its peer when it is destroyed, and an aborted request is logged after that.
  (socket as Known)[ADDRESS] = address;
  return address;
}

function blockListOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix] = String(range).split('/');
    const version = isIP(address);
    const bits = prefix === undefined ? (version === 6 ? 128 : 32) : Number(prefix);
    if (version === 0 || !Number.isInteger(bits) || bits < 0 || bits > (version === 6 ? 128 : 32)) {
      throw new TypeError(
        `Expected each of \`trustedProxies\` to be an IP address or a CIDR range such as "10.0.0.0/8", got ${JSON.stringify(range)}`,
      );
    }
    list.addSubnet(address, bits, version === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

function contains(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
