import { expect, test, vi } from 'vitest';
import { experiment, type Experiment } from '../../src/engine/experiment.ts';
import { observe, type Progress } from '../../src/engine/observe.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { objectLabs } from './object-labs.ts';

const signal = new AbortController().signal;

function doing(id: string, run: (lab: Lab) => unknown, more: Partial<Experiment> = {}): Experiment {
  return experiment({ id, title: id, subject: 'shared', run: async (lab) => run(lab), ...more });
}

test('each experiment gets the lab it asks for, and every lab is closed', async () => {
  const labs = objectLabs();
  const seen = await observe([doing('a', () => 1), doing('b', () => 2, { subject: 'fresh' })], labs, {
    jobs: 1,
    signal,
  });
  const late: unknown = expect.any(Number);
  expect(seen).toEqual({
    a: { status: 'seen', facts: 1, timeline: [{ at: 0, kind: 'note', text: 'a' }], late },
    b: { status: 'seen', facts: 2, timeline: [{ at: 0, kind: 'note', text: 'b' }], late },
  });
  expect(labs.journal).toEqual(['shared a', 'close a', 'fresh b', 'close b']);
});

test('shared ones come first and the ones that must be alone last', async () => {
  const labs = objectLabs();
  const experiments = [
    doing('alone', () => 1, { alone: true }),
    doing('fresh', () => 1, { subject: 'fresh' }),
    doing('shared', () => 1),
  ];
  await observe(experiments, labs, { jobs: 1, signal });
  expect(labs.journal.filter((line) => !line.startsWith('close'))).toEqual([
    'shared shared',
    'fresh fresh',
    'shared alone',
  ]);
});

test('facts are what JSON keeps of them, so that a saved run is judged by the same bytes', async () => {
  const facts = { at: new Date(0), gone: undefined, nan: Number.NaN };
  const seen = await observe([doing('a', () => facts)], objectLabs(), { jobs: 1, signal });
  expect(seen['a']).toMatchObject({ facts: { at: '1970-01-01T00:00:00.000Z', nan: null } });
  expect(seen['a']).not.toHaveProperty('facts.gone');
});

test('what the lab lacks is impossible, with its reason, and is not tried', async () => {
  const labs = objectLabs({
    lacks: (needs) => (needs.includes('write') ? 'tell me a route to write' : undefined),
  });
  const run = vi.fn<() => void>();
  const seen = await observe([doing('a', run, { needs: ['write'] })], labs, { jobs: 1, signal });
  expect(seen).toEqual({ a: { status: 'impossible', reason: 'tell me a route to write' } });
  expect(run).not.toHaveBeenCalled();
});

test('a control that does not hold makes it void, after a second try', async () => {
  const run = vi.fn<(lab: Lab) => void>((lab) => lab.control('three requests are open', false));
  const seen = await observe([doing('a', run)], objectLabs(), { jobs: 1, signal });
  expect(seen['a']).toMatchObject({ status: 'void', control: 'three requests are open' });
  expect(run).toHaveBeenCalledTimes(2);
});

test('what broke once and is seen at the second try is seen', async () => {
  const run = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new Error('hiccup'))
    .mockResolvedValueOnce('facts');
  const labs = objectLabs();
  const seen = await observe([doing('a', run)], labs, { jobs: 1, signal });
  expect(seen['a']).toMatchObject({ status: 'seen', facts: 'facts' });
  expect(labs.journal).toEqual(['shared a', 'close a', 'shared a', 'close a']);
});

test('what was seen is never looked at again, whatever it shows', async () => {
  const run = vi.fn<() => object>(() => ({ died: true }));
  await observe([doing('a', run)], objectLabs(), { jobs: 1, signal });
  expect(run).toHaveBeenCalledTimes(1);
});

test('an experiment that exceeds its deadline is broken, and its lab is closed', async () => {
  const labs = objectLabs();
  const slow = doing('a', () => new Promise(() => {}), { deadline: 20 });
  const seen = await observe([slow], labs, { jobs: 1, signal });
  expect(seen['a']).toMatchObject({ status: 'broken', error: 'it took longer than 20 ms' });
  expect(labs.journal).toEqual(['shared a', 'close a', 'shared a', 'close a']);
});

test('a lab that cannot be had breaks its experiment and no other', async () => {
  const labs = objectLabs({ fresh: () => Promise.reject(new Error('the service exited with code 1')) });
  const seen = await observe([doing('a', () => 1, { subject: 'fresh' }), doing('b', () => 2)], labs, {
    jobs: 2,
    signal,
  });
  expect(seen['a']).toMatchObject({ status: 'broken', error: 'the service exited with code 1' });
  expect(seen['b']).toMatchObject({ status: 'seen' });
});

test('an abort ends the observation at once, closes the labs in use, and starts nothing more', async () => {
  const controller = new AbortController();
  const labs = objectLabs();
  const never = doing('a', () => new Promise(() => {}));
  const observing = observe([never, doing('b', () => 1)], labs, { jobs: 1, signal: controller.signal });
  await vi.waitFor(() => expect(labs.journal).toEqual(['shared a']));
  controller.abort(new Error('Ctrl-C'));
  await expect(observing).rejects.toThrow('Ctrl-C');
  await vi.waitFor(() => expect(labs.journal).toEqual(['shared a', 'close a']));
});

test('progress hears each beginning and each end, of the impossible ones only the end', async () => {
  const heard: string[] = [];
  const progress: Progress = {
    started: ({ id }) => void heard.push(`+${id}`),
    ended: ({ id }, { status }) => void heard.push(`-${id} ${status}`),
  };
  const labs = objectLabs({ lacks: (needs) => (needs.length > 0 ? 'no' : undefined) });
  await observe([doing('a', () => 1), doing('b', () => 1, { needs: ['read'] })], labs, {
    jobs: 1,
    signal,
    progress,
  });
  expect(heard.sort()).toEqual(['+a', '-a seen', '-b impossible']);
});
