/** Makes haste: from the moment `signal` aborts, at most `ms` are left. */
export interface Hurry {
  signal: AbortSignal;
  ms: number;
}

/** Settles as `work` does; rejects with `late()` when that takes longer than `ms`. */
export function within<T>(ms: number, work: Promise<T>, late: () => Error, hurry?: Hurry): Promise<T> {
  return new Promise((resolve, reject) => {
    const expire = (): void => reject(late());
    let timer = setTimeout(expire, ms);
    const shorten = (): void => {
      clearTimeout(timer);
      timer = setTimeout(expire, Math.min(ms, hurry?.ms ?? ms));
    };
    if (hurry?.signal.aborted === true) shorten();
    else hurry?.signal.addEventListener('abort', shorten, { once: true });
    void work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      hurry?.signal.removeEventListener('abort', shorten);
    });
  });
}
