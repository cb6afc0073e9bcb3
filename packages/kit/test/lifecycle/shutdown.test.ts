import { expect, test } from 'vitest';
import { program } from '../../src/testing/program.ts';
import { shutdownScenarios } from './shutdown-scenarios.ts';

const plain = new URL('../programs/shutdown-node.mjs', import.meta.url);

shutdownScenarios('node:http', (env) => program(plain, { env }), {
  runs: Number(process.env['SEAWORTHY_RUNS'] ?? 20),
});

test('a wrong environment is named and nothing starts', async () => {
  await using service = program(plain, { env: { DRAIN_DELAY: 'abc' } });
  expect(await service.exited).toMatchObject({ code: 1 });
  expect(service.output()).toContain(
    'DRAIN_DELAY: expected whole milliseconds from 0 to 2147483647, got "abc"',
  );
});
