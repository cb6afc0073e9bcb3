import { from } from '../../../src/errors/from.ts';
import { problemReply } from '../../../src/errors/problem.ts';

/** The document and headers that a thrown value is answered with. */
export function answerOf(
  thrown: unknown,
): Record<string, unknown> & { headers: Readonly<Record<string, string>> } {
  const { body, headers } = problemReply(from(thrown), { requestId: undefined, base: '' });
  return { ...(JSON.parse(body) as Record<string, unknown>), headers };
}

/** Runs `work`, which must throw, and returns what it threw. */
export async function thrownBy(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (thrown) {
    return thrown;
  }
  throw new Error('Expected the work to throw, and it did not');
}
