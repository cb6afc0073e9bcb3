import type { CpuFacts } from './profile-loop.ts';
import type { MemoryFacts } from './examine-memory.ts';
import type { Identity } from './probes/identify.ts';
import type { Births } from './probes/watch-births.ts';
import type { HandleBirths } from './probes/watch-handles.ts';
import type { ListenerChange } from './probes/watch-listeners.ts';
import type { LoopFacts } from './probes/watch-loop.ts';
import type { PoolFacts } from './probes/watch-pools.ts';
import type { PromiseFacts } from './probes/watch-promises.ts';
import type { Rejections } from './probes/watch-rejections.ts';
import type { ResourceCounts } from './probes/watch-resources.ts';
import type { DeepFacts } from './look-deep.ts';
import type { Walked } from './probes/walk.ts';
import type { KernelSockets } from './kernel-sockets.ts';

/** Everything that was seen of a process: plain JSON, judged by the rules of `rules/`. Times in ms. */
export interface Examination {
  format: 1;
  process: { pid: number; command: string[]; folder: string | undefined; ports: number[] };
  /** When it began, ISO 8601. */
  at: string;
  ms: number;
  /** The longest pause that the examination caused. */
  longestPause: number;
  identity: Identity;
  /** Stacks that kept the event loop from answering, one per look; then nothing of what follows was seen. */
  blocked: string[] | undefined;
  loop?: LoopFacts;
  cpu?: CpuFacts;
  resources?: ResourceCounts;
  births?: Births[];
  /** Of kinds that were seen to pile up. */
  handles?: HandleBirths[];
  listeners?: ListenerChange[];
  rejections?: Rejections;
  sockets?: KernelSockets;
  walk?: Walked;
  pools?: PoolFacts[];
  workers?: number;
  memory?: MemoryFacts;
  promises?: PromiseFacts;
  deep?: DeepFacts;
  /** When the doctor started the process and asked it all the time. */
  load?: LoadOutcome;
}

/** What came of a load: `GET /users`, how often, and how many ended how, by status or error. */
export interface LoadOutcome {
  request: string;
  requests: number;
  outcomes: Record<string, number>;
}
