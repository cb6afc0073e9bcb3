import type { Exchange, LogLine } from '../../src/engine/evidence.ts';
import type { OrdinaryTraffic } from '../../src/experiments/serve-ordinary-traffic.ts';
import type { Slow } from '../../src/experiments/traffic/slow-requests.ts';
import type { Marked } from '../../src/log-lines/about.ts';
import { answer } from './written.ts';

/** One request as a logger of the service sees it. */
export interface Served {
  nth: number;
  mark: string;
  method: string;
  path: string;
  status: number;
  ms: number;
  /** The moment of its end, epoch in ms. */
  time: number;
}

/** Writes what a service writes about one request, one line per string. */
export type Logger = (served: Served) => (string | Record<string, unknown>)[];

interface Scene {
  /** Header of each answer that holds its request id. Default: none. */
  idHeader?: string;
  /** Lines about the loss of the dependency, beside those of the logger. */
  onLoss?: Logger;
  change?: Partial<OrdinaryTraffic>;
}

const EPOCH = Date.UTC(2026, 0, 31, 12);
const KINDS = {
  'a read': ['GET', 200],
  'an unknown path': ['GET', 404],
  'a write': ['POST', 201],
  'malformed JSON': ['POST', 400],
} as const;

/** Facts of ordinary traffic, as a service with this logger would have made them. */
export function traffic(logger: Logger, { idHeader, onLoss, change }: Scene = {}): OrdinaryTraffic {
  const lines: LogLine[] = [line(10, 'listening on 3000')];
  let at = 100;
  let nth = 0;
  const serve = (kind: string, method: string, status: number, ms: number, write: Logger): Marked => {
    nth += 1;
    const mark = `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;
    const path = status === 404 ? `/sw-${mark}` : `/users?sw=${mark}`;
    const exchange: Exchange = {
      ...answer(status, {}, idHeader === undefined ? {} : { [idHeader]: mark }, { method, path }),
      startedAt: at,
      endedAt: (at += ms),
    };
    const served = { nth, mark, method, path, status, ms, time: EPOCH + at };
    for (const text of write(served))
      lines.push(line(at + 1, typeof text === 'string' ? text : JSON.stringify(text)));
    at += 5;
    return { kind, mark, exchange };
  };
  const rounds = [1, 2, 3, 4].flatMap(() => Object.entries(KINDS));
  const asked = rounds.map(([kind, [method, status]]) => serve(kind, method, status, 4, logger));
  const slow = [1, 2, 3].map((): Slow => {
    const marked = serve('a slow read', 'GET', 200, 700, logger);
    return { ...marked, least: 350, by: 'dependency' };
  });
  const losses = [1, 2, 3].map(() =>
    serve('a read without dependencies', 'GET', 500, 8, (served) => [
      ...(onLoss?.(served) ?? []),
      ...logger(served),
    ]),
  );
  return {
    epoch: EPOCH,
    asked,
    slow,
    secrets: [{ where: 'the Authorization header', value: 'Sw1secret' }],
    ports: [45_123],
    withSecrets: asked.slice(0, 1),
    losses,
    lines,
    readyAt: 50,
    stoppedAt: at + 1000,
    exit: null,
    ...change,
  };
}

function line(at: number, text: string): LogLine {
  return { kind: 'log', stream: 'stdout', at, text };
}
