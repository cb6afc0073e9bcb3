import type { Visit } from '../target/visit.ts';

/** The listeners of one event of one emitter, as far as they changed during the window. */
export interface ListenerChange {
  /** Class of the emitter. */
  emitter: string;
  event: string;
  added: number;
  removed: number;
  /** Listeners at the end. */
  now: number;
  /** Stacks of the additions that were looked at, most frequent first, with how often each was seen. */
  stacks: { stack: string; times: number }[];
}

/** Watches who adds listeners and who removes them, for `ms`. Only changes of at least 3 in one direction are told. */
export async function watchListeners(visit: Visit, { ms }: { ms: number }): Promise<ListenerChange[]> {
  interface Book {
    added: number;
    removed: number;
    stacks: Map<string, number>;
  }
  interface Emitter {
    listenerCount(event: string | symbol): number;
    constructor?: { name?: string };
  }
  const { EventEmitter } = visit.builtin('events');
  const books = new Map<Emitter, Map<string | symbol, Book>>();
  const proto = EventEmitter.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  const undo: (() => void)[] = [];
  let watching = true;
  let looks = 0;

  function bookOf(emitter: Emitter, event: string | symbol): Book {
    let events = books.get(emitter);
    if (events === undefined) books.set(emitter, (events = new Map<string | symbol, Book>()));
    let book = events.get(event);
    if (book === undefined) events.set(event, (book = { added: 0, removed: 0, stacks: new Map() }));
    return book;
  }
  /** Of very many additions only some are looked at closely: a stack costs some microseconds. */
  function look(book: Book, below: (...args: never[]) => unknown): void {
    looks++;
    if (looks > 2_000 && looks % 50 !== 0) return;
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 15;
    const mark: { stack?: string } = {};
    Error.captureStackTrace(mark, below);
    Error.stackTraceLimit = limit;
    const stack = mark.stack ?? '';
    if (book.stacks.size < 50 || book.stacks.has(stack))
      book.stacks.set(stack, (book.stacks.get(stack) ?? 0) + 1);
  }
  function patch(
    name: string,
    wrap: (original: (...args: unknown[]) => unknown) => (...args: never[]) => unknown,
  ): void {
    const original = proto[name]!;
    const patched = wrap(original) as (...args: unknown[]) => unknown;
    proto[name] = patched;
    undo.push(
      visit.change(() => {
        if (proto[name] === patched) proto[name] = original;
      }),
    );
  }
  for (const name of ['on', 'addListener', 'prependListener'])
    patch(
      name,
      (original) =>
        function listening(this: Emitter, event: string | symbol, ...rest: unknown[]) {
          if (watching && event !== 'newListener' && event !== 'removeListener') {
            const book = bookOf(this, event);
            book.added++;
            look(book, listening);
          }
          return original.call(this, event, ...rest);
        } as never,
    );
  for (const name of ['off', 'removeListener'])
    patch(
      name,
      (original) =>
        function (this: Emitter, event: string | symbol, ...rest: unknown[]) {
          const events = watching ? books.get(this) : undefined;
          const before = events === undefined ? 0 : this.listenerCount(event);
          const result = original.call(this, event, ...rest);
          if (events !== undefined && this.listenerCount(event) < before) bookOf(this, event).removed++;
          return result;
        } as never,
    );
  await visit.sleep(ms);
  // Who wrapped ours meanwhile goes on calling it; it then only passes on.
  watching = false;
  for (const back of undo.toReversed()) back();
  return visit.timed(() => {
    const changes: ListenerChange[] = [];
    for (const [emitter, events] of books)
      for (const [event, { added, removed, stacks }] of events) {
        if (added - removed < 3) continue;
        changes.push({
          emitter: emitter.constructor?.name ?? 'EventEmitter',
          event: String(event),
          added,
          removed,
          now: emitter.listenerCount(event),
          stacks: [...stacks]
            .map(([stack, times]) => ({ stack, times }))
            .sort((a, b) => b.times - a.times)
            .slice(0, 3),
        });
      }
    books.clear();
    return changes.sort((a, b) => b.now - a.now).slice(0, 20);
  });
}
