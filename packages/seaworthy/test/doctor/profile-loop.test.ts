import { expect, it } from 'vitest';
import { readProfile, type Profile } from '../../src/doctor/profile-loop.ts';

const frame = (functionName: string, url = '', lineNumber = 0) => ({
  functionName,
  url,
  lineNumber,
  columnNumber: 0,
});

/** `(root)` > idle | handler > parse (application) > native; and the collector. */
const nodes: Profile['nodes'] = [
  { id: 1, callFrame: frame('(root)'), children: [2, 3, 6] },
  { id: 2, callFrame: frame('(idle)') },
  { id: 3, callFrame: frame('handler', 'file:///srv/app.js', 9), children: [4] },
  {
    id: 4,
    callFrame: frame('parse', 'file:///srv/parse.js', 19),
    children: [5],
    positionTicks: [
      { line: 22, ticks: 9 },
      { line: 21, ticks: 1 },
    ],
  },
  { id: 5, callFrame: frame('RegExp: ^(a+)+$') },
  { id: 6, callFrame: frame('(garbage collector)') },
];

const profileOf = (samples: number[], delta = 5_000): Profile => ({
  nodes,
  samples,
  timeDeltas: samples.map(() => delta),
});

const times = (id: number, count: number): number[] => Array.from({ length: count }, () => id);

it('one function that runs for long is one stretch, at the line where it was seen most', () => {
  const { stretches } = readProfile(profileOf([2, ...times(5, 40), 2]));
  expect(stretches).toHaveLength(1);
  expect(stretches[0]).toMatchObject({ site: '/srv/parse.js:22', ms: 200 });
  expect(stretches[0]!.frames).toEqual([
    'RegExp: ^(a+)+$',
    'parse /srv/parse.js:22',
    'handler /srv/app.js:10',
  ]);
});

it('many short runs are no stretch', () => {
  expect(readProfile(profileOf(Array.from({ length: 100 }, (_, at) => (at % 2 ? 4 : 2)))).stretches).toEqual(
    [],
  );
});

it('time in which the process did not run is not its own', () => {
  expect(readProfile(profileOf(times(4, 4), 100_000)).stretches).toEqual([]);
});

it('garbage collection neither ends a stretch nor adds to it', () => {
  const { stretches } = readProfile(profileOf([...times(4, 10), ...times(6, 50), ...times(4, 10)]));
  expect(stretches[0]?.ms).toBe(100);
});
