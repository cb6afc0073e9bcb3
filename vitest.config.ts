import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      'packages/kit/vitest.config.ts',
      {
        extends: './packages/seaworthy/vitest.config.ts',
        root: 'packages/seaworthy',
        // That each rule fails on its own defect takes a service per rule, and that the doctor names a disease a sick
        // program: `.ci/defects` and `.ci/doctor` run those.
        test: { exclude: [...configDefaults.exclude, '**/*.can-fail.test.ts', '**/*.sick.test.ts'] },
      },
      'packages/create/vitest.config.ts',
      // Those of the three Node starters; `.ci/starters/contract` runs the contract test, which takes every toolchain.
      'starters/!(contract)/vitest.config.ts',
      'scripts/vitest.config.ts',
    ],
    // The tests mostly wait for processes; the default leaves one processor idle, which is half of two.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
