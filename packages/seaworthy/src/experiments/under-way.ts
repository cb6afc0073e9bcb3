/** Tells from now on whether some work is still under way. */
export function underWay(work: Promise<unknown>): () => boolean {
  let going = true;
  const over = (): void => void (going = false);
  work.then(over, over);
  return () => going;
}
