import { performance } from 'node:perf_hooks';
import type { Step } from './report.ts';
import type { ShutdownLog } from './shutdown-log.ts';
import { within } from './within.ts';

/** A resource that is open, and how to close it. */
export interface Opened {
  name: string;
  close: () => unknown;
  /** In ms. */
  timeout: number;
}

/** What each resource has left once somebody hurries us, in ms. */
const HURRIED = 250;

/**
 * Closes from the top of the stack, one after the other, also those that are pushed meanwhile. One that
 * fails or hangs is logged and never keeps the others from being closed. `hurry` shortens every timeout.
 */
export async function closeResources(stack: Opened[], log: ShutdownLog, hurry: AbortSignal): Promise<Step[]> {
  const steps: Step[] = [];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const step = await closeOne(next, hurry);
    if (step.error !== undefined)
      log.error({ err: step.error, resource: step.name }, `closing "${step.name}" failed`);
    steps.push(step);
  }
  return steps;
}

async function closeOne({ name, close, timeout }: Opened, hurry: AbortSignal): Promise<Step> {
  const since = performance.now();
  const took = (): number => Math.round(performance.now() - since);
  try {
    const closing = (async () => close())();
    const late = (): Error => new Error(`resource "${name}" did not close within ${took()} ms`);
    await within(timeout, closing, late, { signal: hurry, ms: HURRIED });
    return { name, ms: took() };
  } catch (thrown) {
    return { name, ms: took(), error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }
}
