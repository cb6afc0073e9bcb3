import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { seaworthy } from '../cli/seaworthy.ts';
import { patient, TARGET_NODE } from './patients.ts';

const WELL = 'healthy/worker.mjs';
const OWN_HANDLER = fileURLToPath(new URL('programs/handles-sigusr1.mjs', import.meta.url));
const MAJOR = Number(
  execFileSync(TARGET_NODE, ['-p', 'process.versions.node'], { encoding: 'utf8' }).split('.')[0],
);
const MAY_UNSHARE = spawnSync('unshare', ['-n', 'true']).status === 0;

describe.concurrent('who cannot be examined is told why, and lives on', () => {
  it('a process that is not Node', async () => {
    const sleeper = spawn('sleep', ['60']);
    await once(sleeper, 'spawn');
    expect(await refusal([String(sleeper.pid)])).toContain(`Process ${sleeper.pid} is not Node`);
    expect([sleeper.exitCode, sleeper.signalCode]).toEqual([null, null]);
    sleeper.kill();
  });

  it('a pid that nobody has, and a name that nobody has', async () => {
    expect(await refusal(['4194303'])).toContain('No Node process has the pid, port or script name 4194303.');
    expect(await refusal(['no-such-script.js'])).toContain(
      'No Node process has the pid, port or script name no-such-script.js.',
    );
  });

  it('a name that two processes have: both are listed', async () => {
    await using one = await patient(WELL);
    await using two = await patient(WELL);
    const said = await refusal(['worker.mjs']);
    expect(said).toContain('processes; name one by its pid:');
    expect(said).toMatch(new RegExp(`^ +${one.pid} .*worker\\.mjs$`, 'm'));
    expect(said).toMatch(new RegExp(`^ +${two.pid} .*worker\\.mjs$`, 'm'));
  });

  it('nobody, so the candidates are listed', async () => {
    await using one = await patient(WELL);
    const { code, stdout } = await seaworthy(['doctor']);
    expect(code).toBe(2);
    expect(stdout).toMatch(new RegExp(`^ +${one.pid} .*worker\\.mjs$`, 'm'));
  });

  it('a process with a SIGUSR1 handler of its own', async () => {
    await using other = await patient(OWN_HANDLER);
    expect(await refusal([String(other.pid)])).toContain('it has a handler of its own for that signal');
    expect(other.alive(), other.output()).toBe(true);
    expect(other.output()).toContain('reloads');
  });

  it("a process whose inspector's port is taken, which is not even signalled", async () => {
    const debugged = createServer().listen(0, '127.0.0.1');
    await once(debugged, 'listening');
    const { port } = debugged.address() as { port: number };
    await using other = await patient(WELL, { inspectPort: port });
    expect(await refusal([String(other.pid)])).toContain(
      `The inspector's port ${port} is taken by another process`,
    );
    expect(other.alive(), other.output()).toBe(true);
    expect(other.output()).not.toContain('inspector');
    debugged.close();
  });

  it('a process that another doctor examines', async () => {
    await using other = await patient(WELL);
    const first = seaworthy(['doctor', String(other.pid), '--window', '4']);
    await vi.waitFor(() => expect(other.output()).toContain('Debugger attached'), 10_000);
    expect(await refusal([String(other.pid)])).toContain('Another doctor examines this process.');
    expect(other.alive(), other.output()).toBe(true);
    // The first one's work is not disturbed.
    expect((await first).code).toBe(0);
  });

  it.skipIf(MAJOR < 22)('a process started with --disable-sigusr1', async () => {
    await using other = await patient(WELL, { flags: ['--disable-sigusr1'] });
    expect(await refusal([String(other.pid)])).toContain('does not listen to SIGUSR1, which would end it');
    expect(other.alive(), other.output()).toBe(true);
  });

  it("a process under Node's permission model", async () => {
    const flag = MAJOR < 24 ? '--experimental-permission' : '--permission';
    await using other = await patient(WELL, { flags: [flag, '--allow-fs-read=*'] });
    expect(await refusal([String(other.pid)])).toContain("runs under Node's permission model");
    expect(other.alive(), other.output()).toBe(true);
  });

  it.skipIf(!MAY_UNSHARE)('a process in another network namespace', async () => {
    await using other = await patient(WELL, { within: ['unshare', '-n'] });
    expect(await refusal([String(other.pid)])).toContain(
      'lives in another network namespace, as in a container',
    );
    expect(other.alive(), other.output()).toBe(true);
  });
});

it.concurrent.for([
  ['-- node server.js', 'shows little: seaworthy doctor --load -- node server.js starts it and asks it.'],
  ['--load', 'Expected a command alone behind --: seaworthy doctor --load -- node server.js.'],
  ['4711 -- node server.js --load', 'Expected a command alone behind --'],
  ['--load --watch -- node server.js', '--watch looks at a process that runs'],
  ['--load -- no-such-program', 'no-such-program'],
  ['4711 4712', 'Expected one process: seaworthy doctor <pid | port | script>.'],
  ['4711 --window 0', '--window takes 1 to 60 seconds, got 0.'],
  ['4711 --max-pause much', '--max-pause takes milliseconds, got much.'],
] as const)('seaworthy doctor %s: exit 2 and a sentence', async ([line, sentence]) => {
  expect(await refusal(line.split(' '))).toContain(sentence);
});

/** What is said instead of a diagnosis, with exit 2. */
async function refusal(words: string[]): Promise<string> {
  const { code, stdout, stderr } = await seaworthy(['doctor', ...words]);
  if (code !== 2 || stdout !== '' || /^\s+at |our fault/m.test(stderr))
    throw new Error(`Expected exit 2 and a sentence, got ${code}: ${stdout}${stderr}`);
  return stderr;
}
