/** Whether a count only ever grew: by how much, and in how many of the steps. */
export function growthOf(counts: readonly number[]): { by: number; steps: number } | undefined {
  const steps = counts.slice(1).map((count, at) => count - counts[at]!);
  if (steps.length < 3 || steps.some((step) => step < 0)) return undefined;
  return { by: counts.at(-1)! - counts[0]!, steps: steps.filter((step) => step > 0).length };
}
