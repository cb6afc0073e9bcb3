import type { FoundPool, Visit } from '../target/visit.ts';

/** What can be reached from what keeps the process alive. */
export interface Walked {
  objects: number;
  /** Some were left out: time or the limit was over. */
  cut: boolean;
  ms: number;
  emitters: number;
  /** Emitters with more listeners for one event than their limit. */
  crowded: { emitter: string; event: string; listeners: number; limit: number; path: string }[];
  /** The pools, in the order in which `watchPools` tells of them. */
  pools: { path: string; kind: string }[];
}

export interface WalkLimits {
  /** Longest time without giving way, in ms. */
  slice: number;
  /** Longest time of all slices together, in ms; four times as long by the clock. */
  ms: number;
  objects: number;
}

/**
 * Walks from handles, listeners of `process` and loaded modules through properties and closures, in slices that give way
 * to the process. Getters are never called, and nothing is changed.
 */
export async function walk(visit: Visit, { slice, ms, objects }: WalkLimits): Promise<Walked> {
  const { EventEmitter } = visit.builtin('events');
  const { types } = visit.builtin('util');
  const { Session } = visit.builtin('inspector');
  const clock = performance;
  const began = clock.now();
  const seen = new WeakSet<object>();
  const queue: { value: object; path: string }[] = [];
  const bridge: { current?: unknown; caught: unknown[] } = { caught: [] };
  const name = '__seaworthyWalk';
  Object.defineProperty(globalThis, name, { value: bridge, configurable: true, enumerable: false });
  const session = new Session();
  session.connect();
  const back = visit.change(() => {
    session.disconnect();
    Reflect.deleteProperty(globalThis, name);
  });
  interface Remote {
    objectId?: string;
    description?: string;
  }
  interface Properties {
    result: { name: string; value?: Remote }[];
    internalProperties?: { name: string; value?: Remote }[];
  }

  /** In its own thread a session answers before `post` returns. */
  function post<Result>(method: string, parameters: object): Result {
    let answer: unknown;
    let problem: Error | null = null;
    session.post(method, parameters, (error: Error | null, result?: object) => {
      problem = error;
      answer = result;
    });
    if (problem !== null) throw problem as Error;
    return answer as Result;
  }

  /** The variables that a function closes over. */
  function closure(f: object): [string, unknown][] {
    const variables: [string, unknown][] = [];
    bridge.current = f;
    const { result } = post<{ result: Remote }>('Runtime.evaluate', {
      expression: `globalThis.${name}.current`,
      objectGroup: name,
    });
    const propertiesOf = (objectId: string) =>
      post<Properties>('Runtime.getProperties', { objectId, ownProperties: true });
    for (const inner of propertiesOf(result.objectId!).internalProperties ?? []) {
      if (inner.value?.objectId === undefined) continue;
      if (inner.name !== '[[Scopes]]') {
        if (inner.name !== '[[BoundThis]]' && inner.name !== '[[TargetFunction]]') continue;
        post('Runtime.callFunctionOn', {
          objectId: inner.value.objectId,
          functionDeclaration: `function(){globalThis.${name}.caught.push(['', this])}`,
        });
        continue;
      }
      for (const scope of propertiesOf(inner.value.objectId).result) {
        if (!/^\d+$/.test(scope.name) || scope.value?.objectId === undefined) continue;
        if (scope.value.description?.startsWith('Global')) continue;
        post('Runtime.callFunctionOn', {
          objectId: scope.value.objectId,
          functionDeclaration: `function(){for(const k of Object.keys(this)){try{globalThis.${name}.caught.push([k,this[k]])}catch{}}}`,
        });
      }
    }
    post('Runtime.releaseObjectGroup', { objectGroup: name });
    variables.push(...(bridge.caught as [string, unknown][]));
    bridge.caught.length = 0;
    bridge.current = undefined;
    return variables;
  }

  function add(value: unknown, path: string): void {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value))
      return;
    // A Proxy runs its owner's code.
    if (types.isProxy(value) || ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return;
    seen.add(value);
    if (queue.length < objects) queue.push({ value, path });
  }

  /** A property's value, without running a getter; also of a prototype. */
  function own(value: object, property: PropertyKey): unknown {
    return Object.getOwnPropertyDescriptor(value, property)?.value;
  }

  function isNumber(value: unknown): value is number {
    return typeof value === 'number';
  }

  const crowded: Walked['crowded'] = [];
  const pools: FoundPool[] = [];
  let emitters = 0;
  let count = 0;
  let worked = 0;

  function lookAt(value: object, path: string): void {
    count++;
    if (typeof value === 'function') {
      for (const [variable, inner] of closure(value))
        add(
          inner,
          path.length < 160 && variable !== '' ? `${path} > ${value.name || 'function'}: ${variable}` : path,
        );
    } else {
      const pool = visit.poolOf(value, path);
      if (pool !== undefined) pools.push(pool);
    }
    if (value instanceof EventEmitter) {
      emitters++;
      const events = own(value, '_events') as Record<string | symbol, unknown> | undefined;
      const told = own(value, '_maxListeners');
      const limit = isNumber(told) ? told : EventEmitter.defaultMaxListeners;
      for (const event of events === undefined || events === null ? [] : Reflect.ownKeys(events)) {
        const listeners = own(events!, event);
        if (!Array.isArray(listeners) || limit === 0 || listeners.length <= limit) continue;
        const emitter = (
          own(Object.getPrototypeOf(value) as object, 'constructor') as { name?: string } | undefined
        )?.name;
        crowded.push({
          emitter: emitter ?? 'EventEmitter',
          event: String(event),
          listeners: listeners.length,
          limit,
          path,
        });
      }
    }
    if (Array.isArray(value)) {
      for (let at = 0; at < Math.min(value.length, 200); at++) add(value[at], path);
      return;
    }
    let inside = 0;
    if (value instanceof Map)
      for (const [k, v] of value) {
        if (inside++ > 200) break;
        add(k, path);
        add(v, path);
      }
    if (value instanceof Set)
      for (const v of value) {
        if (inside++ > 200) break;
        add(v, path);
      }
    for (const property of Reflect.ownKeys(value).slice(0, 300)) {
      const described = Object.getOwnPropertyDescriptor(value, property);
      if (described !== undefined && 'value' in described)
        add(described.value, path.length < 160 ? `${path}.${String(property)}` : path);
    }
    add(Object.getPrototypeOf(value), path);
  }

  try {
    visit.timed(() => {
      const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles();
      for (const handle of handles) {
        const type = (handle as object).constructor?.name ?? 'handle';
        add(handle, type);
      }
      for (const event of process.eventNames())
        for (const listener of process.rawListeners(event as string))
          add(listener, `process.on(${String(event)})`);
      const cache = visit.builtin('module')._cache ?? {};
      for (const [file, { exports }] of Object.entries(cache))
        add(exports, file.split('node_modules/').pop()!.replace(`${process.cwd()}/`, ''));
    });
    const { setImmediate: soon } = visit.builtin('timers');
    const enough = () => worked >= ms || clock.now() - began >= ms * 4 || count >= objects;
    while (queue.length > 0 && !enough()) {
      visit.timed(() => {
        const from = clock.now();
        const until = from + slice;
        while (queue.length > 0 && clock.now() < until && count < objects) {
          const { value, path } = queue.shift()!;
          try {
            lookAt(value, path);
          } catch {
            // Something that cannot be looked at is left out.
          }
        }
        worked += clock.now() - from;
      });
      await new Promise<void>((resolve) => soon(() => resolve()));
    }
  } finally {
    back();
  }
  visit.found.pools = pools;
  return {
    objects: count,
    cut: queue.length > 0,
    ms: clock.now() - began,
    emitters,
    crowded: crowded.sort((a, b) => b.listeners - a.listeners).slice(0, 20),
    pools: pools.map(({ path, kind }) => ({ path, kind })),
  };
}
