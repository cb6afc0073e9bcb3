import { countEmitters, type EmitterFacts } from './probes/count-emitters.ts';
import type { Target } from './target/target.ts';

/** What a look at every live object shows. Times in ms. */
export interface DeepFacts extends Partial<EmitterFacts> {
  /** How long one garbage collection took, and what that let us expect of the look. */
  collection: number;
  predicted: number;
  /** Left out, because more was predicted than was allowed. */
  refused: boolean;
  took?: number;
}

export interface DeepOptions {
  /** Longest pause allowed, in ms. */
  maxPause: number;
  /** Whatever is predicted. */
  yes: boolean;
}

/** A look at all objects takes two full collections and a pass over the heap: measured as 4 to 10 times one collection. */
const TIMES = 10;
const PATIENCE = 120_000;

interface Remote {
  result: { objectId: string };
}

/** Looks at every emitter in the heap, which stops the process meanwhile; predicts for how long, and asks first. */
export async function lookDeep(target: Target, { maxPause, yes }: DeepOptions): Promise<DeepFacts> {
  const since = performance.now();
  await target.callPausing('HeapProfiler.collectGarbage', {}, PATIENCE);
  const collection = performance.now() - since;
  const predicted = collection * TIMES;
  if (predicted > maxPause && !yes) return { collection, predicted, refused: true };
  const objectGroup = 'seaworthy.deep';
  const began = performance.now();
  try {
    const { result } = await target.call<Remote>('Runtime.evaluate', {
      expression: "process.getBuiltinModule('events').EventEmitter.prototype",
      objectGroup,
    });
    const { objects } = await target.callPausing<{ objects: { objectId: string } }>(
      'Runtime.queryObjects',
      { prototypeObjectId: result.objectId, objectGroup },
      PATIENCE,
    );
    const counted = await target.callPausing<{
      result: { value: EmitterFacts };
    }>(
      'Runtime.callFunctionOn',
      { objectId: objects.objectId, functionDeclaration: String(countEmitters), returnByValue: true },
      PATIENCE,
    );
    return {
      collection,
      predicted,
      refused: false,
      took: performance.now() - began,
      ...counted.result.value,
    };
  } finally {
    await target.call('Runtime.releaseObjectGroup', { objectGroup }, PATIENCE).catch(() => {});
  }
}
