import { defineConfig } from 'vitest/config';
import { chosenStarters } from './harness/starters.ts';
import { TableReporter } from './table/reporter.ts';

const root = import.meta.dirname;
const starters = chosenStarters();

/** One project per starter, one after another: each has its processes to itself. */
export default defineConfig({
  root,
  test: {
    reporters: ['default', new TableReporter(starters)],
    projects: starters.map(({ id, folder }, order) => ({
      root,
      test: {
        name: id,
        include: ['contract.test.ts'],
        env: { SEAWORTHY_STARTER: folder },
        testTimeout: 60_000,
        // The first build of a starter may fetch its packages.
        hookTimeout: 600_000,
        sequence: { groupOrder: order },
      },
    })),
  },
});
