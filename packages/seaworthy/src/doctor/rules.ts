import type { DoctorRule } from './finding.ts';
import { gcDominates } from './rules/gc-dominates.ts';
import { handlesPileUp } from './rules/handles-pile-up.ts';
import { heapGrows } from './rules/heap-grows.ts';
import { heapNearLimit } from './rules/heap-near-limit.ts';
import { listenerLeak } from './rules/listener-leak.ts';
import { loopBlocked } from './rules/loop-blocked.ts';
import { noShutdownHandler } from './rules/no-shutdown-handler.ts';
import { poolExhausted } from './rules/pool-exhausted.ts';
import { poolLeak } from './rules/pool-leak.ts';
import { promisePileUp } from './rules/promise-pile-up.ts';
import { socketsPileUp } from './rules/sockets-pile-up.ts';
import { timersPileUp } from './rules/timers-pile-up.ts';
import { unhandledRejections } from './rules/unhandled-rejections.ts';

/** Every rule of the doctor, most urgent first. */
export const RULES: readonly DoctorRule[] = [
  loopBlocked,
  heapNearLimit,
  gcDominates,
  poolLeak,
  poolExhausted,
  unhandledRejections,
  listenerLeak,
  heapGrows,
  socketsPileUp,
  timersPileUp,
  handlesPileUp,
  promisePileUp,
  noShutdownHandler,
];
