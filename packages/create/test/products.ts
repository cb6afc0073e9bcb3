import { answersTo, type Answers } from '../src/answers.ts';
import type { Manifest } from '../src/manifest.ts';

/** Every combination of answers that a starter takes, for one package manager. */
export function everyAnswer(manifest: Manifest, packageManager?: string): Answers[] {
  const { database, extras } = manifest.questions;
  return database.flatMap((one) =>
    subsets(extras).map((some) =>
      answersTo(manifest, { name: 'my-orders', database: one, extras: some, port: 4321, packageManager }),
    ),
  );
}

function subsets<T>([first, ...rest]: readonly T[]): T[][] {
  if (first === undefined) return [[]];
  const without = subsets(rest);
  return [...without, ...without.map((some) => [first, ...some])];
}
