/** Runs `look` the first time it is asked for; everybody gets the same outcome. */
export function once<T>(look: () => Promise<T>): () => Promise<T> {
  let outcome: Promise<T> | undefined;
  return () => {
    if (outcome === undefined) {
      outcome = look();
      // Whoever awaits it hears of the failure; nobody may.
      outcome.catch(() => {});
    }
    return outcome;
  };
}
