import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seaworthy, type Ran } from '../cli/seaworthy.ts';
import { patient } from '../doctor/patients.ts';

const HOSTILE = fileURLToPath(new URL('hostile-target.mjs', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'hostile-target-'));
let ran: Ran;
let page: string;
let alive: boolean;

beforeAll(async () => {
  const file = join(place, 'report.html');
  await using target = await patient(HOSTILE);
  ran = await seaworthy(['doctor', String(target.pid), '--memory', '--verbose', `--html=${file}`]);
  page = readFileSync(file, 'utf8');
  alive = target.alive();
});
afterAll(() => rmSync(place, { recursive: true }));

it('a hostile process is diagnosed all the same, and lives on', () => {
  expect(ran.code).toBe(1);
  expect(ran.stdout).toContain('listener-leak');
  expect(ran.stdout).toContain('unhandled-rejections');
  expect(alive).toBe(true);
});

it('the names of a hostile process are no markup of the page, and steer nobody who prints it', () => {
  expect(page).toContain('alert(1)');
  expect(page).not.toMatch(/<script>alert/);
  // oxlint-disable-next-line no-control-regex -- they are what must not be there
  expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
});

it('the names of a hostile process steer no terminal', () => {
  expect(ran.stdout).toContain('script>alert(1)');
  // oxlint-disable-next-line no-control-regex -- they are what must not be there
  expect(ran.stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
});

it('nothing that the process holds, throws or was started with in secret is shown', () => {
  for (const text of [ran.stdout, ran.stderr, page]) expect(text).not.toContain('hush-in');
});
