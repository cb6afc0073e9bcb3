import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { askOn } from '../../src/lab/ask-on.ts';
import { urlLabs } from '../../src/lab/url-labs.ts';

const WRITE = { method: 'POST', path: '/users', headers: {}, body: {}, required: [] };
const HARMLESS = { allowWrites: false, mine: false, profile: { write: WRITE } };

describe('labs on a service that somebody else runs', () => {
  test('lack everything that needs a process, and say what to do', () => {
    const labs = urlLabs('https://api.example/v1', HARMLESS);
    for (const need of ['start', 'signals', 'logs', 'dependency'] as const) {
      expect(labs.lacks([need])).toContain('seaworthy check -- <command>');
    }
  });

  test('write only when that was allowed', () => {
    expect(urlLabs('https://api.example', HARMLESS).profile.write).toBeUndefined();
    expect(urlLabs('https://api.example', HARMLESS).lacks(['write'])).toContain('--allow-writes');
    expect(
      urlLabs('https://api.example', { ...HARMLESS, allowWrites: true }).lacks(['write']),
    ).toBeUndefined();
  });

  test.each([
    ['http://127.0.0.1:3000', true, undefined],
    ['http://localhost:3000', true, undefined],
    ['http://[::1]:3000', true, undefined],
    ['http://127.0.0.1:3000', false, '--i-own-this'],
    ['http://127.0.0.1.example:3000', true, 'loopback only'],
    ['https://api.example', true, 'loopback only'],
  ])('disturb %s when it is said to be ours (%s): %s', (url, mine, sentence) => {
    const lacking = urlLabs(url, { ...HARMLESS, mine }).lacks(['disturb']);
    expect(lacking ?? '').toContain(sentence ?? '');
    expect(lacking === undefined).toBe(sentence === undefined);
  });

  test('ask for the host that was told', async () => {
    const server = createServer((request, response) => response.end(request.headers.host));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const labs = urlLabs(`http://127.0.0.1:${port}`, { ...HARMLESS, mine: true });
    labs.learn({ host: 'api.example.org' });
    const lab = await labs.shared('asks');
    expect(lab.host).toBe('api.example.org');
    expect((await lab.request({ path: '/' })).response?.body).toBe('api.example.org');
    expect((await lab.request({ path: '/', headers: { host: 'b.example' } })).response?.body).toBe(
      'b.example',
    );
    const connection = await lab.raw();
    expect((await askOn(connection, lab, { path: '/' }, 1000))?.body).toBe('api.example.org');
    connection.destroy();
  });

  test('ask it over the wire, and refuse to do what only the one who started it can', async () => {
    const server = createServer((request, response) => response.end(request.url)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const labs = urlLabs(`http://127.0.0.1:${port}/base?x=1`, HARMLESS);
    const lab = await labs.fresh('one');
    labs.learn({ read: { method: 'GET', path: '/read', headers: {} } });
    expect((await lab.read()).response?.body).toBe('/read');
    expect(lab.origin.href).toBe(`http://127.0.0.1:${port}/`);
    expect(() => lab.signal('SIGTERM')).toThrow('`lab.signal` needs a service that the lab started');
    for (const harm of [
      lab.request({ method: 'DELETE', path: '/' }),
      lab.hold(),
      lab.raw(),
      lab.load({ connections: 1 }),
    ]) {
      await expect(harm).rejects.toThrow(/^the experiment must say `needs: \['(write|disturb)'\]`/);
    }
    expect(() => lab.control('it holds', true)).not.toThrow();
    expect(() => lab.control('nothing holds', false)).toThrow('nothing holds');
    await lab.close();
    await labs.close();
  });
});
