import { expect, it } from 'vitest';
import type { Beat } from '../../src/doctor/watch.ts';
import { seaworthy } from '../cli/seaworthy.ts';
import { patient } from './patients.ts';

it('a process that ends while it is watched ends the watch with a sentence', async () => {
  await using well = await patient('healthy/fastify.cjs');
  const { code, stdout, stderr } = await seaworthy(['doctor', String(well.pid), '--watch'], {
    onStdout: (text) => text.includes('\n') && well.signal('SIGTERM'),
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: `Process ${well.pid} ended.\n` });
  const [first] = stdout.split('\n').map((line) => JSON.parse(line || '{}') as Beat);
  expect(first?.loop?.utilization).toBeGreaterThan(0);
});
