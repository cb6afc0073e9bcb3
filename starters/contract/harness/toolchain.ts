import { spawnSync } from 'node:child_process';
import type { Starter, Tool } from './starters.ts';

/** What to install before the starter can run; `undefined` when everything is there. */
export function missingTool({ framework, toolchain }: Starter): string | undefined {
  const missing = toolchain.filter((tool) => !isThere(tool));
  if (missing.length === 0) return undefined;
  return `${framework} cannot be tried: ${missing.map(({ install }) => install).join(' ')}`;
}

function isThere({ anyOf, atLeast = '0' }: Tool): boolean {
  return anyOf.some(({ command, args }) => {
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (status !== 0) return false;
    const version = /\d+(?:\.\d+)+|\d+/.exec(stdout + stderr)?.[0] ?? '0';
    // Another program may stand in for the one whose version is asked for, as uv does for Python.
    return command === 'uv' || compare(version, atLeast) >= 0;
  });
}

function compare(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
