import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { free } from '../../src/lab/free-port.ts';
import { exists, labsOf, program } from './processes.ts';
import { wire } from './wire.ts';

const SERVICE = ['node', program('service.mjs')];
const ROUTES = {
  read: { method: 'GET', path: '/users', headers: { Accept: 'application/json' } },
  write: {
    method: 'POST',
    path: '/users',
    headers: {},
    body: { email: '{{random}}@x', tags: ['{{random}}'] },
    required: [],
  },
};

describe('a shared lab', () => {
  test('is a view on one process that all have in common', async () => {
    const labs = await labsOf(SERVICE);
    const [one, two] = await Promise.all([labs.shared('one'), labs.shared('two')]);
    expect(one.pid()).toBe(two.pid());
    expect((await one.request({ path: '/' })).response?.body).toBe(`process ${one.pid()}`);
  });

  test('has the lines since it began, and all of them on request', async () => {
    const labs = await labsOf(SERVICE);
    const one = await labs.shared('one');
    await one.request({ path: '/first' });
    await one.logged(({ text }) => text.includes('/first'), 1000);
    const two = await labs.shared('two');
    await two.request({ path: '/late' });
    const late = await two.logged(({ text }) => text === 'a late line', 2000);
    expect(late).toMatchObject({ stream: 'stderr', kind: 'log' });
    expect(late?.at).toBeGreaterThanOrEqual(90);
    expect(two.logs().map(({ text }) => text)).toEqual(['GET /late', 'a late line']);
    expect(two.allLogs().map(({ text }) => text)).toEqual([
      'listening',
      'GET /',
      'GET /first',
      'GET /late',
      'a late line',
    ]);
    expect(two.allLogs()[0]?.at).toBeLessThan(0);
    expect(two.timeline().map(({ kind, text }) => `${kind} ${text}`)).toContain('log a late line');
    expect(await two.logged(() => false, 20)).toBeUndefined();
  });

  test('boots another process when the old one has died', async () => {
    const labs = await labsOf(SERVICE);
    const one = await labs.shared('one');
    expect((await one.request({ path: '/exit' })).error).toBe('EOF');
    expect(await one.exit(2000)).toMatchObject({ code: 3, signal: null, afterSignal: null });
    const next = await Promise.all([labs.shared('two'), labs.shared('three')]);
    expect(next[0].pid()).not.toBe(one.pid());
    expect(next[0].pid()).toBe(next[1].pid());
    expect((await next[0].request({ path: '/' })).response?.status).toBe(200);
  });

  test('shows what is learnt meanwhile, but what the user told stays', async () => {
    const labs = await labsOf(SERVICE, { profile: { live: '/told' } });
    expect(labs.lacks(['start', 'signals', 'logs', 'disturb', 'live'])).toBeUndefined();
    expect(labs.lacks(['read'])).toBe(
      'tell me a route to read: `routes.read` in seaworthy.config, or an OpenAPI document',
    );
    expect(labs.lacks(['dependency'])).toContain('--dependency DATABASE_URL');
    const lab = await labs.shared('one');
    labs.learn({ ...ROUTES, live: '/found', ready: '/ready', paths: ['/a'] });
    labs.learn({ paths: ['/a', '/b'] });
    expect(lab.profile).toMatchObject({ live: '/told', ready: '/ready', paths: ['/a', '/b'] });
    expect(labs.lacks(['read', 'write', 'ready'])).toBeUndefined();
    expect((await lab.read({ headers: { accept: 'text/html' } })).request).toEqual({
      method: 'GET',
      path: '/users',
      headers: { accept: 'text/html' },
    });
    const [first, second] = [await lab.write(), await lab.write()].map(({ response }) =>
      JSON.parse(response?.body ?? ''),
    );
    expect(first.email).toMatch(/^[0-9a-f]{12}@x$/);
    expect(new Set([first.email, second.email, ...first.tags, ...second.tags]).size).toBe(4);
  });
});

describe('a fresh lab', () => {
  test('has a process of its own and ends it', async () => {
    const labs = await labsOf(SERVICE);
    const [one, two] = await Promise.all([labs.fresh('one'), labs.fresh('two')]);
    const pids = [one.pid(), two.pid()];
    expect(new Set(pids).size).toBe(2);
    expect(one.logs().map(({ text }) => text)).toContain('listening');
    await Promise.all([one.close(), two.close()]);
    expect(pids.map(exists)).toEqual([false, false]);
    expect(await free(Number(one.origin.port))).toBe(true);
  });

  test('drains a held request, and its timeline tells the story in order', async () => {
    const labs = await labsOf(SERVICE, { profile: ROUTES });
    const lab = await labs.fresh('stop');
    const held = await lab.hold();
    expect(held.acknowledged).toBe(true);
    lab.signal('SIGTERM');
    expect(await lab.logged(({ text }) => text === 'draining', 2000)).toBeDefined();
    expect(await lab.exit(50)).toBeNull();
    expect(lab.alive()).toBe(true);
    expect((await held.finish()).response?.status).toBe(201);
    const exit = await lab.exit(2000);
    expect(exit).toMatchObject({ code: 0, signal: null });
    expect(exit?.afterSignal).toBeGreaterThan(0);
    expect(lab.alive()).toBe(false);
    expect(lab.logs().at(-1)?.text).toBe('drained');
    const story = lab.timeline().map(({ kind }) => kind);
    expect(story.filter((kind) => kind !== 'log')).toEqual([
      'boot',
      'boot',
      'request',
      'signal',
      'response',
      'exit',
    ]);
    const times = lab.timeline().map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('begins once the known read works, for a service that says too soon that it is ready', async () => {
    const read = { method: 'GET', path: '/soon', headers: {} };
    const labs = await labsOf(SERVICE, { profile: { read, ready: '/' } });
    const lab = await labs.fresh('one');
    expect((await lab.read()).response?.status).toBe(200);
    expect(labs.remarks.join()).not.toContain('/soon');
  });

  test('says by which signal a process was ended', async () => {
    const labs = await labsOf(SERVICE);
    const lab = await labs.fresh('kill');
    lab.signal('SIGKILL');
    expect(await lab.exit(2000)).toMatchObject({ code: null, signal: 'SIGKILL' });
    lab.signal('SIGTERM');
  });

  test('cuts what the experiment left open', async () => {
    const labs = await labsOf(SERVICE);
    const lab = await labs.shared('one');
    const silent = await lab.raw();
    expect(await lab.waitFor(() => lab.facts().connections === 1, 1000)).toBe(true);
    await lab.close();
    expect(await silent.until(() => silent.ended() !== undefined, 1000)).toBe(true);
  });
});

describe('the environment of a service', () => {
  test('is that of production, without what belongs to the checker', async () => {
    process.env['HTTP_PROXY'] = 'http://proxy.example';
    process.env['FORCE_COLOR'] = '1';
    process.env['PYTHONUNBUFFERED'] = '1';
    const labs = await labsOf(SERVICE, { env: { GREETING: 'hi' } });
    const lab = await labs.shared('one');
    const seen = JSON.parse((await lab.request({ path: '/environment' })).response?.body ?? '') as Record<
      string,
      string
    >;
    expect(seen).toMatchObject({
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: lab.origin.port,
      GREETING: 'hi',
    });
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['HTTP_PROXY']));
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['FORCE_COLOR']));
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['PYTHONUNBUFFERED']));
    expect(labs.remarks).toContain('NODE_ENV=production is set for the service');
  });
});

describe('another process of the same service', () => {
  test('is started with changes, and closed with the lab', async () => {
    const labs = await labsOf(SERVICE);
    const lab = await labs.fresh('pair');
    const other = await lab.another({ env: { GREETING: 'hello', HOST: undefined } });
    expect(other.origin.port).not.toBe(lab.origin.port);
    const seen = JSON.parse((await other.request({ path: '/environment' })).response?.body ?? '') as Record<
      string,
      string
    >;
    expect(seen['GREETING']).toBe('hello');
    expect(seen['HOST']).toBeUndefined();
    const pid = other.pid();
    await lab.close();
    expect(exists(pid)).toBe(false);
    expect(lab.timeline().map(({ text }) => text)).toContain('another process: listening');
  });

  test('may be awaited until it exits, for boots that must fail', async () => {
    const labs = await labsOf(SERVICE);
    const lab = await labs.fresh('pair');
    const other = await lab.another({ port: Number(lab.origin.port), await: 'exit' });
    expect(await other.exit(0)).toMatchObject({ code: 1 });
    expect(other.logs().some(({ text }) => text.includes('EADDRINUSE'))).toBe(true);
  });

  test('may be left to itself, and is found when it listens', async () => {
    const labs = await labsOf(SERVICE);
    const lab = await labs.fresh('pair');
    const other = await lab.another({ await: 'nothing' });
    expect(
      await other.waitFor(async () => (await other.request({ path: '/' })).response !== undefined, 5000),
    ).toBe(true);
    other.signal('SIGTERM');
    expect(await other.exit(2000)).toMatchObject({ code: 0 });
  });
});

describe('the listening process', () => {
  test.each([
    ['sh -c', ['sh', '-c', `node ${program('service.mjs')}; exit $?`]],
    ['sh -c twice', ['sh', '-c', `sh -c 'node ${program('service.mjs')}; exit $?'; exit $?`]],
  ])('is found behind %s, gets the signal, and its end is the end', async (_name, command) => {
    const labs = await labsOf(command);
    const lab = await labs.fresh('wrapped');
    expect((await lab.request({ path: '/' })).response?.body).toBe(`process ${lab.pid()}`);
    expect(lab.facts().tree.length).toBeGreaterThan(1);
    lab.signal('SIGTERM');
    expect(await lab.exit(3000)).toMatchObject({ code: 0, signal: null });
    expect(lab.logs().map(({ text }) => text)).toEqual(expect.arrayContaining(['draining', 'drained']));
  });

  test('is found behind npm start', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'seaworthy-'));
    onTestFinished(() => rm(cwd, { recursive: true }));
    const scripts = { start: `node ${program('service.mjs')}` };
    await writeFile(
      join(cwd, 'package.json'),
      JSON.stringify({ name: 'wrapped', version: '1.0.0', scripts }),
    );
    const labs = await labsOf(['npm', 'start'], { cwd });
    const lab = await labs.fresh('wrapped');
    expect((await lab.request({ path: '/' })).response?.body).toBe(`process ${lab.pid()}`);
    lab.signal('SIGTERM');
    expect(await lab.exit(5000)).toMatchObject({ code: 0, signal: null });
  });

  test('is the primary of a cluster', async () => {
    const labs = await labsOf(['sh', '-c', `node ${program('cluster.mjs')}; exit $?`]);
    const lab = await labs.fresh('cluster');
    const worker = Number((await lab.request({ path: '/' })).response?.body.split(' ')[1]);
    expect(lab.pid()).not.toBe(worker);
    expect(lab.facts().tree).toEqual(expect.arrayContaining([lab.pid(), worker]));
    lab.signal('SIGTERM');
    expect(await lab.exit(3000)).toMatchObject({ code: 0 });
    expect(lab.logs().map(({ text }) => text)).toContain(`primary ${lab.pid()} has SIGTERM`);
  });

  test('is found when the command has gone to the background, and is ended all the same', async () => {
    const labs = await labsOf(['sh', '-c', `setsid node ${program('service.mjs')} & exit 0`]);
    const lab = await labs.fresh('daemon');
    const pid = lab.pid();
    expect((await lab.request({ path: '/' })).response?.body).toBe(`process ${pid}`);
    expect(lab.alive()).toBe(true);
    await lab.close();
    expect(exists(pid)).toBe(false);
  });

  test('is believed over PORT, and then only one process runs at a time', async () => {
    const port = 32_000 + (process.pid % 700);
    const labs = await labsOf([...SERVICE, String(port)]);
    const one = await labs.shared('one');
    expect(one.origin.port).toBe(String(port));
    expect(labs.remarks.join()).toContain(`listens on port ${port} whatever`);
    let two: unknown;
    const waiting = labs.fresh('two').then((lab) => (two = lab));
    await one.sleep(100);
    expect(two).toBeUndefined();
    await one.close();
    const fresh = await waiting;
    expect(fresh.pid()).not.toBe(one.pid());
    expect(exists(one.pid())).toBe(false);
    await fresh.close();
    expect((await (await labs.shared('three')).request({ path: '/' })).response?.status).toBe(200);
  });
});

describe('dependencies', () => {
  test('stand behind a proxy per process, seen on the clock of the experiment', async () => {
    const { host } = await wire((socket) => socket.resume());
    const labs = await labsOf(SERVICE, { dependencies: { DATABASE_URL: { url: `tcp://${host}` } } });
    expect(labs.lacks(['dependency'])).toBeUndefined();
    const [one, two] = await Promise.all([labs.fresh('one'), labs.fresh('two')]);
    const [proxy] = one.dependencies();
    expect((await one.request({ path: '/dependency' })).response?.body).toBe('connected');
    expect(proxy?.name).toBe('DATABASE_URL');
    expect(proxy?.facts()).toMatchObject({ open: 1, opened: 1 });
    expect(proxy?.facts().attempts[0]).toBeLessThanOrEqual(one.now());
    expect(two.dependencies()[0]?.facts().attempts).toEqual([]);
    proxy?.cut('RST');
    expect(
      one
        .timeline()
        .filter(({ kind }) => kind === 'dependency')
        .map(({ text }) => text),
    ).toEqual([
      'DATABASE_URL: connection 1 opened',
      'DATABASE_URL: 1 connections cut (RST)',
      'DATABASE_URL: connection 1 closed by the proxy (RST)',
    ]);
    const three = await two.another({ faults: 'refuse' });
    await three.request({ path: '/dependency' });
    // It may see a connection before the reset: that none was let through is what counts.
    expect(three.dependencies()[0]?.facts()).toMatchObject({ attempts: [expect.any(Number)], opened: 0 });
  });
});

test('a log flood fills neither the memory nor the time', async () => {
  const labs = await labsOf(['node', program('flood.mjs')]);
  const before = process.memoryUsage().rss;
  const lab = await labs.fresh('flood');
  await lab.sleep(1500);
  expect((await lab.request({ path: '/' })).response?.body).toBe('ok');
  const lines = lab.logs();
  expect(lines[0]?.text).toBe('the first line');
  expect(lines.length).toBeLessThanOrEqual(42_000);
  expect(lab.timeline().length).toBeLessThanOrEqual(2000);
  lab.signal('SIGTERM');
  expect(await lab.exit(200)).toBeNull();
  expect(lab.timeline().some(({ kind }) => kind === 'signal')).toBe(true);
  const pid = lab.pid();
  await lab.close();
  expect(exists(pid)).toBe(false);
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
});

test('closing ends processes that left their group and their parents, and frees the port', async () => {
  const labs = await labsOf(SERVICE);
  const lab = await labs.shared('fork');
  await lab.request({ path: '/fork' });
  await lab.waitFor(() => lab.facts().tree.length === 1, 2000);
  await Promise.all([labs.close(), labs.close()]);
  const socket = connect(Number(lab.origin.port), '127.0.0.1');
  await expect(new Promise((_resolve, reject) => socket.on('error', reject))).rejects.toThrow('ECONNREFUSED');
  await expect(labs.shared('again')).rejects.toThrow('the labs are closed');
});
