import type { EventEmitter } from 'node:events';

/**
 * Listens to an event ahead of everybody else, but only while there is somebody else: Node treats upgrades, CONNECT
 * and Expect differently as soon as a server has a listener for them. The result stops it.
 */
export function alongside(
  emitter: EventEmitter,
  event: string,
  listener: (...args: never[]) => void,
): () => void {
  const listen = listener as (...args: unknown[]) => void;
  let listening = false;
  const start = (): void => {
    if (listening) return;
    listening = true;
    emitter.prependListener(event, listen);
  };
  // 'newListener' comes before the listener is there, 'removeListener' after it is gone
  const onNew = (name: string | symbol): void => {
    if (name === event) start();
  };
  const onRemoved = (name: string | symbol, removed: unknown): void => {
    if (name !== event) return;
    if (removed === listen) listening = false;
    else if (listening && emitter.listenerCount(event) === 1) emitter.removeListener(event, listen);
  };
  if (emitter.listenerCount(event) > 0) start();
  emitter.on('newListener', onNew).on('removeListener', onRemoved);
  return () => {
    emitter.removeListener('newListener', onNew).removeListener('removeListener', onRemoved);
    emitter.removeListener(event, listen);
  };
}
