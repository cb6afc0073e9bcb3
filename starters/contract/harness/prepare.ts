import { spawnSync } from 'node:child_process';
import { environmentOf } from './environment.ts';
import type { Starter } from './starters.ts';

/** Builds a starter. Throws with the end of what the builder wrote. */
export function prepare({ id, folder, contract }: Starter): void {
  for (const [program, ...args] of contract.prepare) {
    const { status, stdout, stderr, error } = spawnSync(program!, args, {
      cwd: folder,
      env: environmentOf({}),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (status === 0) continue;
    const reason = error?.message ?? `exit code ${status}:\n${(stdout + stderr).trim().slice(-3000)}`;
    throw new Error(`Expected \`${[program, ...args].join(' ')}\` to prepare ${id}, got ${reason}`);
  }
}
