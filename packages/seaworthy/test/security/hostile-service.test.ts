import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seaworthy, type Ran } from '../cli/seaworthy.ts';

const HOSTILE = fileURLToPath(new URL('hostile-service.mjs', import.meta.url));
const SECRET = 'hush-of-the-checker';
// oxlint-disable-next-line no-control-regex -- they are what must not be there
const STEERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
const place = mkdtempSync(join(tmpdir(), 'hostile-'));
/** Somewhere else: nobody has a reason to connect there. */
const elsewhere = createServer((socket) => {
  visits += 1;
  socket.destroy();
});
let visits = 0;
let env: Record<string, string>;
let running: ChildProcess;

beforeAll(async () => {
  await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
  env = { ELSEWHERE: `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`, SECRET };
  running = spawn(process.execPath, [HOSTILE], { env: { ...process.env, ...env } });
});
afterAll(async () => {
  running.kill('SIGKILL');
  elsewhere.close();
  rmSync(place, { recursive: true });
});

describe.each([
  ['that is visited', async () => [await addressOf(running)]],
  ['that is started', async () => ['--only', 'docs/*,request-id/*', '--', process.execPath, HOSTILE]],
])('a hostile service %s', (name, words) => {
  let ran: Ran;
  let reports: string[];
  beforeAll(async () => {
    const formats = ['html', 'json', 'markdown', 'junit', 'sarif'];
    const files = formats.map((format) => join(place, `${name.replaceAll(' ', '-')}.${format}`));
    const flags = formats.map((format, at) => `--${format}=${files[at]}`);
    ran = await seaworthy(['check', '--verbose', ...flags, ...(await words())], { env });
    reports = files.map((file) => readFileSync(file, 'utf8'));
  });

  it('is judged, and shown with what it said', () => {
    expect([0, 1]).toContain(ran.code);
    const [page, json] = reports;
    for (const text of [ran.stdout, page, json]) expect(text).toContain('alert(1)');
  });

  it('steers no terminal, and nobody who prints a report', () => {
    // JSON is for programs.
    const [page, _json, ...others] = reports;
    const steering = [ran.stdout, ran.stderr, page!, ...others].map((text) => STEERS.exec(text)?.[0]);
    expect(steering.filter(Boolean)).toEqual([]);
  });

  it('writes no markup into the page', () => {
    expect(reports[0]).not.toMatch(/<script>alert/);
  });

  it('leads the check to nobody else', () => {
    expect(visits).toBe(0);
  });

  it('sees nothing of the environment of who checks it in a report', () => {
    for (const text of [ran.stdout, ran.stderr, ...reports]) expect(text).not.toContain(SECRET);
  });
});

async function addressOf(service: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of service.stdout!) {
    text += String(chunk);
    const [, port] = /listening on (\d+)/.exec(text) ?? [];
    if (port !== undefined) return `http://127.0.0.1:${port}`;
  }
  throw new Error(`it does not listen:\n${text}`);
}
