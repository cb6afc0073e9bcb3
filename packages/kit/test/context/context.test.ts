import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { bind, context, runWith } from '../../src/context/context.ts';

describe('the context', () => {
  it('is none outside of a request', () => {
    expect(context()).toBeUndefined();
  });

  it('lasts through everything asynchronous', async () => {
    const seen = await runWith({ requestId: 'job-1' }, async () => {
      await delay(1);
      return context()?.requestId;
    });
    expect(seen).toBe('job-1');
    expect(context()).toBeUndefined();
  });

  it('keeps concurrent jobs apart', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `job-${index}`);
    const seen = await Promise.all(
      ids.map((requestId) => runWith({ requestId }, () => delay(1).then(() => context()?.requestId))),
    );
    expect(seen).toEqual(ids);
  });

  it('makes an id for a job that has none', () => {
    expect(runWith({}, () => context()?.requestId)).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('bind', () => {
  it('calls back in the context of its making, whoever calls', () => {
    const bound = runWith({ requestId: 'first' }, () => bind(() => context()?.requestId));
    expect(runWith({ requestId: 'second' }, bound)).toBe('first');
  });

  it('calls back in no context when it was made in none', () => {
    const bound = bind(() => context()?.requestId);
    expect(runWith({ requestId: 'second' }, bound)).toBeUndefined();
  });

  it('mends a hand-written queue, where a waiting caller is served in the context of another', async () => {
    const queue = new EventEmitter();
    const waiting = runWith({ requestId: 'waiter' }, () => {
      const done = once(queue, 'result');
      queue.once(
        'turn',
        bind(() => queue.emit('result', context()?.requestId)),
      );
      return done;
    });
    runWith({ requestId: 'releaser' }, () => queue.emit('turn'));
    expect(await waiting).toEqual(['waiter']);
  });

  it('passes arguments and result through', () => {
    expect(bind((a: number, b: number) => a + b)(1, 2)).toBe(3);
  });
});
