import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { BootFailure } from './boot-failure.ts';
import { exchange } from './exchange.ts';
import type { RequestSpec } from './lab.ts';
import type { End, ServiceProcess } from './service-process.ts';
import { listenersOf, unixListenersOf, type Listener } from './socket-table.ts';

/** How long the promised port may lag behind another one of the same service, in ms. */
const SETTLE = 500;
const LOOK = 20;
/** The same for what is dear, in ms: the table says where it listens when it is not where it was told to. */
const LOOK_EVERYWHERE = 250;

/**
 * Waits until the process tree listens and answers HTTP; the service then knows its listener. Rejects with a `BootFailure`: exited,
 * nothing listens, no answer, HTTPS.
 */
export async function booted(service: ServiceProcess, timeout: number, path: string): Promise<void> {
  const deadline = service.startedAt + timeout;
  let elsewhere: number | undefined;
  let silent: Listener | undefined;
  let dear = 0;
  for (; performance.now() < deadline; await sleep(LOOK)) {
    const over = service.commandEnd !== undefined;
    if (!over && performance.now() < dear && !(await taken(service.port))) continue;
    dear = performance.now() + LOOK_EVERYWHERE;
    const tree = service.tree();
    if (service.commandEnd !== undefined && tree.length === 0)
      throw await exited(service, service.commandEnd);
    const listeners = inOrder(listenersOf(tree), service.port);
    if (listeners.length > 0) elsewhere ??= performance.now();
    const settled =
      listeners[0]?.port === service.port || performance.now() - (elsewhere ?? Infinity) > SETTLE;
    for (const listener of settled ? listeners : []) {
      const origin = await answering(listener, path, deadline);
      if (origin === undefined) {
        silent = listener;
        continue;
      }
      service.listensAs(listener, origin);
      return;
    }
  }
  throw await late(service, silent, timeout);
}

/** Whether anybody takes connections on this port of loopback: far cheaper than to read the kernel's tables. */
function taken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1000 });
    const settle = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.on('connect', () => settle(true));
    socket.on('timeout', () => settle(false));
    socket.on('error', () => settle(false));
  });
}

/**
 * Waits until a readiness probe says yes, or a request that is known to work does, and tells whether it did: what
 * experiments see while a service warms up is not how it is. One that never gets ready is a matter for the rules.
 */
export async function ready(service: ServiceProcess, request: RequestSpec, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  const spec = { ...request, timeout: 2000 };
  while (performance.now() < deadline && service.alive()) {
    const { response } = await exchange(located(service), spec, () => performance.now());
    if (response !== undefined && response.status >= 200 && response.status < 300) return true;
    await sleep(50);
  }
  return false;
}

/** Where the service is; as long as it was not seen listening, where it was told to be. */
export function located(service: ServiceProcess): URL {
  if (service.origin === undefined) {
    const [listener] = inOrder(listenersOf(service.tree()), service.port);
    if (listener !== undefined) service.listensAs(listener, originOf(listener));
  }
  return service.origin ?? new URL(`http://127.0.0.1:${service.port}`);
}

/** The address to connect to: what is bound to all addresses is reached through loopback. */
function originOf(
  { address, port }: Listener,
  family: 4 | 6 = address.includes(':') && address !== '::' ? 6 : 4,
): URL {
  const host =
    address === '0.0.0.0' || (address === '::' && family === 4)
      ? '127.0.0.1'
      : address === '::'
        ? '::1'
        : address;
  return new URL(`http://${host.includes(':') ? `[${host}]` : host}:${port}`);
}

function inOrder(listeners: readonly Listener[], promised: number): Listener[] {
  return [...listeners].sort((a, b) => Number(b.port === promised) - Number(a.port === promised));
}

/** Any HTTP answer will do. A socket bound to `::` may or may not take IPv4. */
async function answering(listener: Listener, path: string, deadline: number): Promise<URL | undefined> {
  const origins =
    listener.address === '::' ? [originOf(listener, 4), originOf(listener, 6)] : [originOf(listener)];
  const timeout = Math.max(100, Math.min(5000, deadline - performance.now()));
  for (const origin of origins) {
    const { response, error } = await exchange(origin, { path, timeout }, () => performance.now());
    if (response?.status !== undefined && !(response.status === 400 && (await speaksTls(origin))))
      return origin;
    if (error !== 'ECONNREFUSED' && (await speaksTls(origin))) {
      throw new BootFailure(
        'https',
        `The service listens on ${origin.host} but speaks HTTPS: start it without TLS for the check, or check it by its https:// address.`,
      );
    }
  }
  return undefined;
}

function speaksTls(origin: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const host = origin.hostname.replace(/^\[|\]$/g, '');
    const socket = connectTls({ host, port: Number(origin.port), rejectUnauthorized: false, timeout: 1000 });
    const settle = (speaks: boolean): void => {
      socket.destroy();
      resolve(speaks);
    };
    socket.on('secureConnect', () => settle(true));
    socket.on('timeout', () => settle(false));
    // A certificate that we cannot offer or a version that we do not speak is still TLS.
    socket.on('error', (error: NodeJS.ErrnoException) =>
      settle(/ALERT|_TLS_|unsupported protocol/i.test(`${error.code} ${error.message}`)),
    );
  });
}

async function exited(service: ServiceProcess, { code, signal, moment }: End): Promise<BootFailure> {
  await service.ended(0);
  const lines = service.logs.since(0);
  const how = signal === null ? `exited with code ${code}` : `was ended by ${signal}`;
  const variable = missingVariable(lines.map(({ text }) => text));
  const why = variable === undefined ? '' : `; it seems to need the environment variable ${variable}`;
  const after = Math.round(moment - service.startedAt);
  return new BootFailure(
    'exited',
    `The service ${how} after ${after} ms, before it answered on a port${why}.`,
    lines,
  );
}

async function late(
  service: ServiceProcess,
  silent: Listener | undefined,
  timeout: number,
): Promise<BootFailure> {
  const lines = service.logs.since(0);
  if (silent !== undefined) {
    const where = `${silent.address}:${silent.port}`;
    return new BootFailure(
      'no-answer',
      `The service listens on ${where} but gave no HTTP answer within ${timeout} ms.`,
      lines,
    );
  }
  const [unix] = unixListenersOf(service.tree());
  const instead = unix === undefined ? '' : `; it listens on the Unix socket ${unix} instead`;
  return new BootFailure(
    'no-listener',
    `The service runs but listened on no TCP port within ${timeout} ms (PORT=${service.port} was given)${instead}.`,
    lines,
  );
}

/** A name in capitals on a line that complains. */
function missingVariable(lines: readonly string[]): string | undefined {
  const complaint =
    /missing|required|not set|must be set|undefined|not defined|is unset|not provided|invalid|KeyError|environment/i;
  for (const line of lines) {
    const name = /\b[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9]\b/.exec(line)?.[0];
    if (name !== undefined && complaint.test(line) && !/^(ERR|E)_/.test(name)) return name;
  }
  return undefined;
}
