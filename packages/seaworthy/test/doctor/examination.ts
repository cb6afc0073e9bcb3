import type { Diagnosis } from '../../src/doctor/diagnose.ts';
import { diagnose } from '../../src/doctor/diagnose.ts';
import type { Examination } from '../../src/doctor/examination.ts';

/** What is seen of a process that is well, with what a case changes about it. */
export function examination(change: Partial<Examination> = {}): Examination {
  return {
    format: 1,
    process: { pid: 4711, command: ['node', 'server.js'], folder: '/srv', ports: [3000] },
    at: '2026-01-01T00:00:00.000Z',
    ms: 6_000,
    longestPause: 12,
    identity: {
      node: '22.0.0',
      uptime: 60,
      rss: 90e6,
      heapUsed: 40e6,
      heapLimit: 4_000e6,
      external: 1e6,
      memoryLimit: 0,
      listeners: { SIGTERM: 1, SIGINT: 0, unhandledRejection: 0, uncaughtException: 0 },
      unhandledRejections: 'throw',
      servers: [{ port: 3000, connections: 20 }],
    },
    blocked: undefined,
    loop: loop(),
    cpu: { ms: 3_000, busy: 0.2, stretches: [] },
    resources: same({ TCPSocketWrap: 20, Timeout: 3, TCPServerWrap: 1 }),
    births: [],
    handles: [],
    listeners: [],
    rejections: { by: 'nothing', count: 0, stacks: [] },
    sockets: { established: 20, closeWait: [] },
    workers: 0,
    walk: { objects: 90_000, cut: false, ms: 900, emitters: 50, crowded: [], pools: [] },
    pools: [],
    memory: { readings: readings(41e6, 41e6, 40.9e6, 41e6, 40.8e6), sites: [], collection: 9 },
    promises: { made: 4_000, looked: 400, left: 2, stacks: [] },
    ...change,
  };
}

/** What one rule says: its findings, or why it does not know. */
export function says(rule: string, change: Partial<Examination>): Diagnosis['findings'] | string {
  const { findings, unclear } = diagnose(examination(change));
  return unclear.find((one) => one.rule === rule)?.why ?? findings.filter((finding) => finding.rule === rule);
}

/** The event loop and the collector, in a window of 3 s. */
export function loop(change: Partial<NonNullable<Examination['loop']>> = {}) {
  return {
    ms: 3_000,
    p50: 0,
    p99: 3,
    max: 12,
    utilization: 0.3,
    gc: { share: 0.02, longest: 4, count: 20 },
    ...change,
  };
}

/** The same counts at each of eight looks. */
export function same(counts: Record<string, number>): Record<string, number>[] {
  return Array.from({ length: 8 }, () => counts);
}

/** Eight looks of which each has seen `step` more of a kind than the one before. */
export function more(kind: string, step: number): Record<string, number>[] {
  return Array.from({ length: 8 }, (_, at) => ({ [kind]: at * step }));
}

/** A reading of the heap each second. */
export function readings(...used: number[]): { at: number; used: number }[] {
  return used.map((one, at) => ({ at: at * 1_000, used: one }));
}

/** A stack whose innermost line of the application is this one. */
export function stackAt(file: string, line: number, name = 'handler'): string {
  return `Error
    at Pool.connect (/srv/node_modules/pg-pool/index.js:45:11)
    at ${name} (${file}:${line}:7)
    at node:internal/process/task_queues:95:5`;
}
