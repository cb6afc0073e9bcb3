/** The event emitters of a heap. */
export interface EmitterFacts {
  emitters: number;
  /** With more listeners for one event than their limit, most listeners first. */
  crowded: { emitter: string; event: string; listeners: number; limit: number }[];
  /** How many there are of the classes of which there are most. */
  many: { emitter: string; count: number }[];
}

/** Runs in the target, on the array of all emitters: own properties alone, no getter. */
export function countEmitters(this: object[]): EmitterFacts {
  const { EventEmitter } = process.getBuiltinModule('events');
  const crowded: EmitterFacts['crowded'] = [];
  const classes = new Map<string, number>();
  const own = (value: object, property: PropertyKey): unknown =>
    Object.getOwnPropertyDescriptor(value, property)?.value;
  for (const emitter of this) {
    const prototype = Object.getPrototypeOf(emitter) as object | null;
    const made = prototype === null ? undefined : own(prototype, 'constructor');
    const name = (typeof made === 'function' ? made.name : '') || 'EventEmitter';
    classes.set(name, (classes.get(name) ?? 0) + 1);
    const events = own(emitter, '_events');
    const told = own(emitter, '_maxListeners');
    const limit = typeof told === 'number' ? told : EventEmitter.defaultMaxListeners;
    if (typeof events !== 'object' || events === null || limit === 0) continue;
    for (const event of Reflect.ownKeys(events)) {
      const listeners = own(events, event);
      if (Array.isArray(listeners) && listeners.length > limit)
        crowded.push({ emitter: name, event: String(event), listeners: listeners.length, limit });
    }
  }
  return {
    emitters: this.length,
    crowded: crowded.sort((a, b) => b.listeners - a.listeners).slice(0, 20),
    many: [...classes]
      .map(([emitter, count]) => ({ emitter, count }))
      .sort((a, b) => b.count - a.count)
      .slice(0, 8),
  };
}
