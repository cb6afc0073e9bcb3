import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Labs } from '../../src/lab/lab.ts';
import { processEntry } from '../../src/lab/proc.ts';
import { processLabs, type Target } from '../../src/lab/process-labs.ts';

/** Path of a test program. */
export const program = (name: string): string => fileURLToPath(new URL(`programs/${name}`, import.meta.url));

/** Labs on a test program, closed with the test. */
export async function labsOf(command: readonly string[], target: Partial<Target> = {}): Promise<Labs> {
  const labs = await processLabs({ command, cwd: process.cwd(), env: {}, dependencies: {}, ...target });
  onTestFinished(() => labs.close());
  return labs;
}

/** Alive, that is: whoever has ended may wait for a parent who never asks. */
export function exists(pid: number): boolean {
  const entry = processEntry(pid);
  return entry !== undefined && !entry.zombie;
}
