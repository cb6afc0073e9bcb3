import { closeSync, openSync, readSync } from 'node:fs';
import { descriptorsOf, processEntry, read } from './proc.ts';

/** One TCP socket of the kernel's table. */
export interface SocketEntry {
  address: string;
  port: number;
  /** 0 of one that listens. */
  remotePort: number;
  state: 'listening' | 'established' | 'close-wait' | 'other';
  inode: string;
}

/** A port that a process tree listens on. */
export interface Listener {
  /** The process to signal: of several that share the socket the one above the others. */
  pid: number;
  /** As bound: `127.0.0.1`, `0.0.0.0`, `::`. */
  address: string;
  port: number;
}

/** include/net/tcp_states.h of the kernel. */
const STATES: Readonly<Record<string, SocketEntry['state']>> = {
  '01': 'established',
  '08': 'close-wait',
  '0A': 'listening',
};

/** A line of a socket that does not listen. */
const OTHERS = /^ *\d+: \S+ \S+ (?!0A)[0-9A-F]{2} /m;

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** All TCP sockets of this network namespace, from `/proc/net/tcp` and `tcp6`. */
export function tcpSockets(): SocketEntry[] {
  return ['tcp', 'tcp6'].flatMap((file) =>
    (read(`/proc/net/${file}`) ?? '').split('\n').slice(1).flatMap(parseLine),
  );
}

/** The listening sockets alone: cheap also where thousands of closed connections are remembered. */
export function listeningSockets(): SocketEntry[] {
  return ['tcp', 'tcp6']
    .flatMap((file) => headOf(`/proc/net/${file}`).split('\n').slice(1).flatMap(parseLine))
    .filter(({ state }) => state === 'listening');
}

/** What the processes of a tree listen on. The tree is in the order of `processTree`. */
export function listenersOf(tree: readonly number[]): Listener[] {
  const listening = listeningSockets();
  const owners = new Map<number, number[]>();
  const found = new Map<number, SocketEntry>();
  for (const pid of tree) {
    const mine = new Set(descriptorsOf(pid));
    for (const socket of listening) {
      if (!mine.has(`socket:[${socket.inode}]`)) continue;
      owners.set(socket.port, [...new Set([...(owners.get(socket.port) ?? []), pid])]);
      // With one socket per address family, prefer IPv4: that is where we connect to.
      const before = found.get(socket.port);
      if (before === undefined || before.address.includes(':')) found.set(socket.port, socket);
    }
  }
  return [...found.values()].map(({ address, port }) => ({
    address,
    port,
    pid: masterOf(owners.get(port) ?? []),
  }));
}

/** Paths of the Unix sockets that a tree listens on: it may be there that a service waits instead. */
export function unixListenersOf(tree: readonly number[]): string[] {
  const mine = new Set(tree.flatMap(descriptorsOf));
  return (
    (read('/proc/net/unix') ?? '')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, , , flags, , , inode, path]) =>
          flags === '00010000' && path !== undefined && mine.has(`socket:[${inode}]`),
      )
      // The kernel prints the NULs that fill up an abstract name as `@`.
      .map((fields) => (fields[7] ?? '').replace(/(?<=.)@+$/, ''))
  );
}

/** Siblings that each have a socket of their own on one port (SO_REUSEPORT) are workers: their parent is the master. */
function masterOf(owners: readonly number[]): number {
  const [first = 0] = owners;
  if (owners.length === 1) return first;
  const parents = owners.map((pid) => processEntry(pid)?.parent);
  const top = owners.filter((_, at) => !owners.includes(parents[at] ?? -1));
  if (top.length === 1) return top[0] ?? first;
  const above = new Set(top.map((pid) => processEntry(pid)?.parent));
  return above.size === 1 ? ([...above][0] ?? first) : first;
}

/** The table up to its first socket that does not listen: the kernel prints the listening ones first (tcp_ipv4.c). */
function headOf(file: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return '';
  }
  try {
    const chunk = Buffer.allocUnsafe(4096);
    let text = '';
    for (let size = -1; size !== 0 && !OTHERS.test(text); text += chunk.toString('latin1', 0, size)) {
      size = readSync(descriptor, chunk);
    }
    return text;
  } finally {
    closeSync(descriptor);
  }
}

function parseLine(line: string): SocketEntry[] {
  const [, local, remote = '', state = '', , , , , , inode] = line.trim().split(/\s+/);
  if (local === undefined || inode === undefined) return [];
  const [address = '', port = '0'] = local.split(':');
  return [
    {
      address: address.length === 8 ? ipv4(address) : ipv6(address),
      port: Number.parseInt(port, 16),
      remotePort: Number.parseInt(remote.split(':')[1] ?? '0', 16),
      state: STATES[state] ?? 'other',
      inode,
    },
  ];
}

/** Addresses are printed as 32-bit words in the machine's byte order. */
function words(hex: string): number[] {
  const bytes = (hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
  return LITTLE_ENDIAN ? bytes.map((_, at) => bytes[at - (at % 4) + 3 - (at % 4)] ?? 0) : bytes;
}

function ipv4(hex: string): string {
  return words(hex).join('.');
}

function ipv6(hex: string): string {
  const bytes = words(hex);
  if (bytes.every((byte) => byte === 0)) return '::';
  if (bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1) return '::1';
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (mapped) return bytes.slice(12).join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((bytes[at * 2] ?? 0) * 256 + (bytes[at * 2 + 1] ?? 0)).toString(16),
  );
  return groups.join(':');
}
