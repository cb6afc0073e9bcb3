import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { seaworthy } from '../cli/seaworthy.ts';
import { patient } from '../doctor/patients.ts';

it('the list of processes is steered by none of them', async () => {
  await using target = await patient(fileURLToPath(new URL('hostile-target.mjs', import.meta.url)));
  const { stdout } = await seaworthy(['doctor']);
  expect(stdout).toMatch(new RegExp(`^ +${target.pid} .*alert\\(1\\)`, 'm'));
  // oxlint-disable-next-line no-control-regex -- they are what must not be there
  expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
});
