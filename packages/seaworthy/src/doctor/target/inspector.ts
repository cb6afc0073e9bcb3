import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { processEntry, read } from '../../lab/proc.ts';
import { listenersOf } from '../../lab/socket-table.ts';
import { CannotAttach } from './cannot-attach.ts';
import { commandOf } from './node-process.ts';

/** Where the inspector of a process is. */
export interface Inspector {
  port: number;
  /** Of its WebSocket. */
  url: string;
  /** We opened it, so we close it. */
  opened: boolean;
}

const PATIENCE = 3_000;
const DEFAULT_PORT = 9229;

/** The inspector that a process has open already, as with `--inspect`. */
export async function inspectorOf(pid: number): Promise<Inspector | undefined> {
  const asked = /--inspect/.test(`${commandOf(pid).join(' ')} ${read(`/proc/${pid}/environ`) ?? ''}`);
  // The service's own ports are left alone: a request that it never expected would stand in its log.
  const ports = portsOf(pid).filter((port) => asked || port === DEFAULT_PORT);
  const found = await firstOf(ports);
  return found && { ...found, opened: false };
}

/** Sends SIGUSR1, upon which Node opens its inspector, also when its event loop is blocked. Ask `refusal` before. */
export async function openInspector(pid: number): Promise<Inspector> {
  const before = new Set(portsOf(pid));
  process.kill(pid, 'SIGUSR1');
  const until = performance.now() + PATIENCE;
  // The kernel tells nobody that a port was opened: its table is looked at.
  while (performance.now() < until) {
    const fresh = portsOf(pid).filter((port) => !before.has(port));
    const found = await firstOf(fresh);
    if (found !== undefined) return { ...found, opened: true };
    if (processEntry(pid) === undefined) throw new CannotAttach(`Process ${pid} ended meanwhile.`);
    await sleep(15);
  }
  throw new CannotAttach(
    `Process ${pid} opened no inspector within ${PATIENCE / 1000} s of SIGUSR1: it has a handler of its own for that ` +
      "signal, or the inspector's port is taken. Start it with --inspect=0 to examine it.",
  );
}

export async function waitUntilClosed(pid: number, port: number): Promise<void> {
  for (let tries = 0; tries < 300 && portsOf(pid).includes(port); tries++) await sleep(10);
}

function portsOf(pid: number): number[] {
  return listenersOf([pid]).map(({ port }) => port);
}

/** The first of these ports at which an inspector answers. */
async function firstOf(ports: readonly number[]): Promise<{ port: number; url: string } | undefined> {
  const urls = await Promise.all(ports.map(webSocketUrl));
  const at = urls.findIndex((url) => url !== undefined);
  return at === -1 ? undefined : { port: ports[at]!, url: urls[at]! };
}

/** `undefined` when no inspector answers at this port. */
export function webSocketUrl(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = get(
      { host: '127.0.0.1', port, path: '/json/list', timeout: 500, agent: false },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
          if (text.length > 65_536) request.destroy();
        });
        response.on('close', () => resolve(urlIn(text, port)));
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
    request.on('close', () => resolve(undefined));
  });
}

function urlIn(text: string, port: number): string | undefined {
  try {
    const [target] = JSON.parse(text) as [{ type?: unknown; webSocketDebuggerUrl?: unknown }?];
    const url = target?.webSocketDebuggerUrl;
    // Its path only: an inspector that says it is on another host is not believed.
    return target?.type === 'node' && typeof url === 'string'
      ? `ws://127.0.0.1:${port}${new URL(url).pathname}`
      : undefined;
  } catch {
    return undefined;
  }
}
