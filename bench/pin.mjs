import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const cores = { server: '0', load: '1' };
const possible = availableParallelism() >= 2 && spawnSync('taskset', ['-V']).status === 0;

/** From now on the load runs on the core of the service, so that no answer has to wake another core. */
export function shareOneCore() {
  cores.load = cores.server;
}

/** How processes are pinned, in words. */
export function pinning() {
  return possible ? `service on core ${cores.server}, load on core ${cores.load}` : 'not pinned';
}

/** The command that runs `command` on the core of its role, or the command itself where that cannot be done. */
export function pinned(role, command) {
  return possible ? ['taskset', '-c', cores[role], ...command] : command;
}
