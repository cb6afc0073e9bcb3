import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const CORES = { server: '0', load: '1' };
const possible = availableParallelism() >= 2 && spawnSync('taskset', ['-V']).status === 0;

/** How processes are pinned, in words. */
export const pinning = possible ? 'service on core 0, load on core 1' : 'not pinned';

/** The command that runs `command` on the core of its role, or the command itself where that cannot be done. */
export function pinned(role, command) {
  return possible ? ['taskset', '-c', CORES[role], ...command] : command;
}
