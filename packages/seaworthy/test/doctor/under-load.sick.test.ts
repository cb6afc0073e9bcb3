import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Diagnosis } from '../../src/doctor/diagnose.ts';
import type { Examination } from '../../src/doctor/examination.ts';
import { processEntry } from '../../src/lab/proc.ts';
import { seaworthy } from '../cli/seaworthy.ts';
import { marked } from './patients.ts';

const cwd = fileURLToPath(new URL('../../../../subjects/sick/', import.meta.url));

it.for([
  ['--load', '--json', '--', 'node', 'listener-leak.mjs'],
  ['--json', '--', 'node', 'listener-leak.mjs', '--load'],
])('%j starts it, asks it, names its disease, and leaves nothing', async (words) => {
  const { code, stdout, stderr } = await seaworthy(['doctor', ...words], { cwd });
  expect(code, stderr).toBe(1);
  const { findings, examination } = JSON.parse(stdout) as Diagnosis & { examination: Examination };
  const { rule, site } = marked('listener-leak.mjs');
  expect(findings.map((finding) => [finding.rule, finding.site])).toEqual([[rule, site]]);
  expect(examination.load).toMatchObject({ request: 'GET /', outcomes: { 200: examination.load!.requests } });
  expect(isGone(examination.process.pid)).toBe(true);
});

it('is stopped by Ctrl-C, and nothing of the service is left', async () => {
  let pid = 0;
  const { code } = await seaworthy(['doctor', '--load', '--', 'node', 'listener-leak.mjs'], {
    cwd,
    onStderr(text, kill) {
      const found = Number(/attaches to process (\d+)/.exec(text)?.[1] ?? 0);
      if (found > 0 && pid === 0) {
        pid = found;
        kill('SIGINT');
      }
    },
  });
  expect(code).toBe(130);
  expect(pid).toBeGreaterThan(0);
  expect(isGone(pid)).toBe(true);
});

/** Its parent may still have to be told. */
function isGone(pid: number): boolean {
  return processEntry(pid)?.zombie ?? true;
}
