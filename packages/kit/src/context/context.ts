import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { RequestContext } from './request-context.ts';

/** The one store of the process; a second copy of the kit shares it, so context is never lost between copies. */
const KEY = Symbol.for('@seaworthy/kit.context');
const shared = globalThis as { [KEY]?: AsyncLocalStorage<RequestContext> };
export const storage: AsyncLocalStorage<RequestContext> = (shared[KEY] ??= new AsyncLocalStorage());

/** The context of the request (or job) that is running now; `undefined` outside of one. */
export function context(): RequestContext | undefined {
  return storage.getStore();
}

/** Runs a job, a consumer or a cron tick in a context of its own, so that its log lines carry an id. */
export function runWith<T>(seed: { requestId?: string }, work: () => T): T {
  return storage.run(new RequestContext(seed.requestId ?? randomUUID(), 'JOB', ''), work);
}

/**
 * Ties a callback to the context of now, or to none: for queues, emitters and pools, which call back in the context of
 * whoever happened to wake them.
 */
export function bind<A extends unknown[], R>(callback: (...args: A) => R): (...args: A) => R {
  const store = storage.getStore();
  return (...args) => storage.run(store as RequestContext, callback, ...args);
}
