import type { DependencyProxy, Fault, Lab } from '../lab/lab.ts';

/** All dependencies of a service as one: what is done, is done to each. */
export interface EveryDependency {
  /** `DATABASE_URL and REDIS_URL`. */
  readonly names: string;
  /** Of the proxies. Nobody but the service and the lab can know them. */
  readonly ports: number[];
  set(fault: Fault): void;
  /** Gives how many connections there were to cut. */
  cut(how: 'FIN' | 'RST'): number;
  /** Moments of all connections that the service tried, in order. */
  attempts(): number[];
  /** Connections that are open now. */
  open(): number;
}

export function everyDependency(lab: Lab): EveryDependency {
  const proxies = lab.dependencies();
  const open = (): number => proxies.reduce((sum, proxy) => sum + proxy.facts().open, 0);
  const each = (act: (proxy: DependencyProxy) => void): void => proxies.forEach(act);
  return {
    names: proxies.map(({ name }) => name).join(' and '),
    ports: proxies.map(({ port }) => port),
    set: (fault) => each((proxy) => proxy.set(fault)),
    cut(how) {
      const before = open();
      each((proxy) => proxy.cut(how));
      return before;
    },
    attempts: () => proxies.flatMap((proxy) => proxy.facts().attempts).sort((a, b) => a - b),
    open,
  };
}
