import type { DoctorRule } from '../finding.ts';
import { bytes } from '../bytes.ts';
import { growthOf } from '../growth.ts';

/** Less may be a cache that fills, or code that is compiled. */
const LEAST = 512 * 1024;

export const heapGrows: DoctorRule = {
  id: 'heap-grows',
  title: 'The heap is as large after a garbage collection as it was after the one before',
  judge({ memory }) {
    if (memory === undefined)
      return {
        unclear:
          'what is garbage shows only after a collection: --memory forces some, unless the heap is too full for that',
      };
    const { readings, sites } = memory;
    // The first reading still holds what compiling, and the examination itself, had left.
    const after = readings.slice(1);
    const growth = growthOf(after.map(({ used }) => used));
    if (growth === undefined || growth.steps < after.length - 1 || growth.by < LEAST) return [];
    const seconds = (after.at(-1)!.at - after[0]!.at) / 1000;
    const [largest] = sites;
    return [
      {
        severity: 'error',
        summary: `The heap grows by ${bytes(growth.by / seconds)} per second, and garbage collections take nothing back`,
        evidence: [
          `After ${after.length} forced collections in ${seconds.toFixed(0)} s: ${after.map(({ used }) => bytes(used)).join(', ')}`,
          ...sites
            .slice(0, 3)
            .map((one) => `${bytes(one.bytes)} made in ${one.function} (${one.site}) and still held`),
        ],
        ...(largest !== undefined && { site: largest.site }),
        fix: 'Bound what holds it: a cache with a limit and an expiry, a Map whose entries are deleted, a WeakMap, a closure that ends with its request.',
      },
    ];
  },
};
