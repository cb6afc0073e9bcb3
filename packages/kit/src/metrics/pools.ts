import type { Registry } from 'prom-client';
import { poolOf, type PoolReader, type PoolState } from '../diagnostics/pool-shape.ts';
import { registerSampled, type Sample } from './sampled.ts';

/** Gauges of the named pools, read at scrape: `pool_connections`, `pool_waiting`, `pool_max`. */
export function registerPools(registry: Registry, pools: Readonly<Record<string, object>>): void {
  const readers = new Map<string, PoolReader>();

  // Some wrappers make their pool on first use, so an object without one is looked at again.
  function read(samplesOf: (pool: string, state: PoolState) => Sample[]): Sample[] {
    return Object.entries(pools).flatMap(([name, object]) => {
      const reader = readers.get(name) ?? poolOf(object);
      if (reader === undefined) return [];
      readers.set(name, reader);
      return samplesOf(name, reader.read());
    });
  }

  registerSampled(registry, {
    name: 'pool_connections',
    type: 'gauge',
    help: 'Connections of a pool by state; total is idle plus used.',
    samples: () =>
      read((pool, { total, idle }) => [
        { labels: { pool, state: 'total' }, value: total },
        { labels: { pool, state: 'idle' }, value: idle },
        { labels: { pool, state: 'used' }, value: total - idle },
      ]),
  });
  registerSampled(registry, {
    name: 'pool_waiting',
    type: 'gauge',
    help: 'Callers waiting for a connection of a pool.',
    samples: () => read((pool, { waiting }) => [{ labels: { pool }, value: waiting }]),
  });
  registerSampled(registry, {
    name: 'pool_max',
    type: 'gauge',
    help: 'Most connections a pool may open.',
    samples: () => read((pool, { max }) => (max === undefined ? [] : [{ labels: { pool }, value: max }])),
  });
}
