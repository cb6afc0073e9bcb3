import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { alongside } from '../../src/lifecycle/alongside.ts';

function recorder(): { emitter: EventEmitter; heard: string[]; stop: () => void } {
  const emitter = new EventEmitter();
  const heard: string[] = [];
  return { emitter, heard, stop: alongside(emitter, 'upgrade', () => heard.push('alongside')) };
}

test('it does not listen while nobody else does', () => {
  const { emitter } = recorder();
  expect(emitter.listenerCount('upgrade')).toBe(0);
});

test('it hears an event before the listener that made it listen', () => {
  const { emitter, heard } = recorder();
  emitter.on('upgrade', () => heard.push('other'));
  emitter.emit('upgrade');
  expect(heard).toEqual(['alongside', 'other']);
});

test('it goes when the last other listener has gone', () => {
  const { emitter } = recorder();
  const others = [(): void => {}, (): void => {}] as const;
  for (const other of others) emitter.on('upgrade', other);
  expect(emitter.listenerCount('upgrade')).toBe(3);
  emitter.removeListener('upgrade', others[0]);
  expect(emitter.listenerCount('upgrade')).toBe(2);
  emitter.removeListener('upgrade', others[1]);
  expect(emitter.listenerCount('upgrade')).toBe(0);
});

test('it survives that somebody replaces all listeners', () => {
  const { emitter, heard } = recorder();
  emitter.on('upgrade', () => heard.push('old'));
  emitter.removeAllListeners('upgrade');
  emitter.on('upgrade', () => heard.push('new'));
  emitter.emit('upgrade');
  expect(heard).toEqual(['alongside', 'new']);
});

test('it leaves nothing behind when it is stopped', () => {
  const { emitter, stop } = recorder();
  emitter.on('upgrade', () => {});
  stop();
  emitter.on('upgrade', () => {});
  expect(emitter.listenerCount('upgrade')).toBe(2);
  expect(emitter.eventNames()).toEqual(['upgrade']);
});
