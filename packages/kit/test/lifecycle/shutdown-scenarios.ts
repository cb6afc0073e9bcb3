import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Exit, Program } from '../../src/testing/program.ts';
import { rawConnection, type RawConnection } from '../../src/testing/raw.ts';
import { busyClients, type Tally } from './busy-clients.ts';

export interface ScenarioOptions {
  /** How often the busy clients are run. Default `SEAWORTHY_RUNS`, else 5. */
  runs?: number;
}

/**
 * Every way of stopping that we know somebody has been hurt by, on a program that `start` runs with the given
 * environment. The program drains with the kit and closes a `db` that it opened first and a `cache` that it opened
 * last. It prints `opened db`; `booting` once signals are heard; after `BOOT_DELAY` ms `listening <port>`; `closed
 * cache`, `closed db`. The cache hangs with `HANG_CLOSE`, throws with `THROW_CLOSE`; `CLOSE_TIMEOUT` is the limit of
 * each; closing the db logs `LOG_LINES` lines of `last words`. It offers `GET /slow?ms=`, `/hang`, `/stream?ms=`
 * (head and `begin ` at once, `end` later), `/sse` (`?polite`: ends with `data: bye` when the shutdown's signal
 * aborts), `/state`, `/reject` and `/throw` (answer, then fail with nobody to catch it), `/configuration` (rejects with a
 * ConfigurationError), `POST /echo` and a WebSocket on `/ws` whose server is a resource as well.
 */
export function shutdownScenarios(
  name: string,
  start: (environment: Record<string, string>) => Program,
  { runs = Number(process.env['SEAWORTHY_RUNS'] ?? 5) }: ScenarioOptions = {},
): void {
  async function running(
    environment: Record<string, string> = {},
  ): Promise<{ service: Program; port: number; url: string }> {
    const service = start(environment);
    const [, port] = await service.line(/^listening (\d+)/);
    return { service, port: Number(port), url: `http://127.0.0.1:${port}` };
  }

  async function stopUnderLoad(oneShot: boolean): Promise<{ tally: Tally; exit: Exit }> {
    const { service, port } = await running();
    await using _ = service;
    const crowd = busyClients({ port, oneShot });
    await crowd.answered(300);
    service.signal('SIGTERM');
    return { tally: await crowd.over, exit: await service.exited };
  }

  describe(`${name}: requests in flight`, () => {
    test('a slow request is answered with Connection: close while nobody new gets in', async () => {
      const { service, port, url } = await running();
      await using _ = service;
      await using client = rawConnection(url);
      await inFlight(client, 'GET /slow?ms=800 HTTP/1.1\r\nHost: x\r\n', url);
      service.signal('SIGTERM');
      await refused(port);
      const response = await client.response();
      expect(response).toMatchObject({ status: 200, body: 'slow', complete: true });
      expect(response.headers['connection']).toBe('close');
      expect(await client.closed).toBe('end');
      expect(await service.exited).toMatchObject({ code: 0, signal: null });
      expect((await service.exited).ms).toBeLessThan(2000);
      expect(closedBy(service)).toEqual(['cache', 'db']);
      expect(reportOf(service)).toMatchObject({ reason: 'SIGTERM', code: 0, forced: false, cut: 0 });
    });

    test(
      `20 busy keep-alive clients lose nothing, ${runs} times in a row`,
      { timeout: runs * 10_000 },
      async () => {
        const total = { answered: 0, lost: [] as string[], refused: [] as number[] };
        for (let run = 1; run <= runs; run++) {
          const { tally, exit } = await stopUnderLoad(false);
          total.answered += tally.answered;
          total.lost.push(...tally.lost.map((line) => `run ${run}: ${line}`));
          total.refused.push(...tally.refused);
          expect(exit).toMatchObject({ code: 0, signal: null });
          expect(tally.told).toBeGreaterThan(0);
        }
        expect(total).toMatchObject({ lost: [], refused: [] });
        expect(total.answered).toBeGreaterThan(runs * 300);
      },
    );

    test('20 busy clients that connect anew for every request lose next to nothing', async () => {
      const { tally, exit } = await stopUnderLoad(true);
      expect(exit).toMatchObject({ code: 0, signal: null });
      expect(tally.refused).toEqual([]);
      // A connection can complete in the kernel in the microseconds between the last accept and the close.
      expect(tally.lost.slice(2)).toEqual([]);
    });

    test('three pipelined requests are all answered, and only the last answer says close', async () => {
      const { service, url } = await running();
      await using _ = service;
      await using client = rawConnection(url);
      const get = 'GET /slow?ms=300 HTTP/1.1\r\nHost: x\r\n';
      await inFlight(client, `${get}\r\n${get}\r\n${get}`, url);
      service.signal('SIGTERM');
      const answers = [await client.response(), await client.response(), await client.response()];
      expect(answers.map(({ status, headers }) => [status, headers['connection'] === 'close'])).toEqual([
        [200, false],
        [200, false],
        [200, true],
      ]);
      expect(await service.exited).toMatchObject({ code: 0 });
    });

    test('a request pipelined behind one that was to be the last is answered too', async () => {
      const { service, port, url } = await running();
      await using _ = service;
      await using client = rawConnection(url);
      await inFlight(client, 'GET /slow?ms=500 HTTP/1.1\r\nHost: x\r\n', url);
      service.signal('SIGTERM');
      await refused(port);
      client.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
      const answers = [await client.response(), await client.response()];
      expect(answers.map(({ status, headers }) => [status, headers['connection'] === 'close'])).toEqual([
        [200, false],
        [200, true],
      ]);
      expect(await service.exited).toMatchObject({ code: 0 });
    });

    test('a response whose head went out before the signal is completed, and its connection serves on', async () => {
      const { service, port, url } = await running();
      await using _ = service;
      await using client = rawConnection(url);
      await inFlight(client, 'GET /stream?ms=500 HTTP/1.1\r\nHost: x\r\n', url);
      service.signal('SIGTERM');
      await refused(port);
      expect(await client.response()).toMatchObject({ status: 200, body: 'begin end', complete: true });
      client.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
      expect(await client.response()).toMatchObject({ status: 200, headers: { connection: 'close' } });
      expect(await service.exited).toMatchObject({ code: 0 });
    });

    test('a body of which half had arrived is read to its end', async () => {
      const { service, port, url } = await running();
      await using _ = service;
      await using client = rawConnection(url);
      client.write('POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n');
      expect(await client.response()).toMatchObject({ status: 100 });
      client.write('01234');
      service.signal('SIGTERM');
      await refused(port);
      await delay(400);
      client.write('56789');
      expect(await client.response()).toMatchObject({ status: 200, body: '0123456789', complete: true });
      expect(await service.exited).toMatchObject({ code: 0 });
    });
  });

  describe(`${name}: connections without a request`, () => {
    test('the rest of half a request head may come later than an idle connection would live', async () => {
      const { service, port, url } = await running();
      await using _ = service;
      await using fresh = rawConnection(url);
      await using used = rawConnection(url);
      await exchange(used);
      for (const client of [fresh, used]) client.write('GET /slow HTTP/1.1\r\nHo');
      await roundTrip(url);
      service.signal('SIGTERM');
      await refused(port);
      await delay(500);
      for (const client of [fresh, used]) {
        client.write('st: x\r\n\r\n');
        expect(await client.response()).toMatchObject({
          status: 200,
          body: 'slow',
          headers: { connection: 'close' },
        });
      }
      expect(await service.exited).toMatchObject({ code: 0 });
    });

    test('half a request head that never continues does not keep the process', async () => {
      const { service, url } = await running();
      await using _ = service;
      await using client = rawConnection(url);
      client.write('GET /slow HTTP/1.1\r\nHo');
      await roundTrip(url);
      service.signal('SIGTERM');
      expect(await service.exited).toMatchObject({ code: 0 });
      expect((await service.exited).ms).toBeLessThan(4000);
    });

    test('idle connections, also those that never sent a byte, are ended after their grace', async () => {
      const { service, url } = await running();
      await using _ = service;
      await using idle = rawConnection(url);
      await using silent = rawConnection(url);
      await exchange(idle);
      await roundTrip(url);
      service.signal('SIGTERM');
      expect(await Promise.all([idle.closed, silent.closed])).toEqual(['end', 'end']);
      expect(await service.exited).toMatchObject({ code: 0 });
      expect((await service.exited).ms).toBeLessThan(1500);
      expect(reportOf(service)).toMatchObject({ openRequests: 0, forced: false });
    });

    test('a request on a connection that was idle at the signal is served with Connection: close', async () => {
      const { service, port, url } = await running();
      await using _ = service;
      await using client = rawConnection(url);
      await exchange(client);
      service.signal('SIGTERM');
      await refused(port);
      client.write('GET /state HTTP/1.1\r\nHost: x\r\n\r\n');
      expect(await client.response()).toMatchObject({
        status: 200,
        body: 'draining',
        headers: { connection: 'close' },
      });
      expect(await service.exited).toMatchObject({ code: 0 });
    });
  });

  describe(`${name}: connections that stay`, () => {
    test('a WebSocket is told 1001 and ended', async () => {
      const { service, port } = await running();
      await using _ = service;
      const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`);
      const code = new Promise((resolve) => socket.once('close', resolve));
      await new Promise((resolve) => socket.once('open', resolve));
      service.signal('SIGTERM');
      expect(await code).toBe(1001);
      expect(await service.exited).toMatchObject({ code: 0 });
      expect((await service.exited).ms).toBeLessThan(2000);
    });

    test('an upgraded connection whose other side does nothing is destroyed', async () => {
      const { service, port } = await running();
      await using _ = service;
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {});
      socket.write(
        'GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      );
      await new Promise((resolve) => socket.once('data', resolve));
      service.signal('SIGTERM');
      expect(await service.exited).toMatchObject({ code: 0 });
      expect((await service.exited).ms).toBeLessThan(2000);
      socket.destroy();
    });

    test('an event stream that ends on the signal is complete', async () => {
      const { service, url } = await running();
      await using _ = service;
      await using client = rawConnection(url);
      await inFlight(client, 'GET /sse?polite HTTP/1.1\r\nHost: x\r\n', url);
      service.signal('SIGTERM');
      expect(await client.response()).toMatchObject({ body: 'data: hello\n\ndata: bye\n\n', complete: true });
      expect(await service.exited).toMatchObject({ code: 0 });
    });

    test('an event stream without an end is cut at the deadline, after which everything is closed', async () => {
      const { service, url } = await running({ SHUTDOWN_TIMEOUT: '600' });
      await using _ = service;
      await using client = rawConnection(url);
      await inFlight(client, 'GET /sse HTTP/1.1\r\nHost: x\r\n', url);
      service.signal('SIGTERM');
      expect(await client.response()).toMatchObject({ body: 'data: hello\n\n', complete: false });
      expect(await service.exited).toMatchObject({ code: 1 });
      expect(closedBy(service)).toEqual(['cache', 'db']);
      expect(reportOf(service)).toMatchObject({ code: 1, forced: true, cut: 1 });
    });

    test('a handler that never answers is cut at the deadline, after which everything is closed', async () => {
      const { service, url } = await running({ SHUTDOWN_TIMEOUT: '600' });
      await using _ = service;
      await using client = rawConnection(url);
      await inFlight(client, 'GET /hang HTTP/1.1\r\nHost: x\r\n', url);
      service.signal('SIGTERM');
      const exit = await service.exited;
      expect(exit).toMatchObject({ code: 1, signal: null });
      expect(exit.ms).toBeGreaterThan(590);
      expect(exit.ms).toBeLessThan(2500);
      expect(closedBy(service)).toEqual(['cache', 'db']);
      expect(reportOf(service)).toMatchObject({ code: 1, forced: true, cut: 1, openRequests: 1 });
    });
  });

  describe(`${name}: signals`, () => {
    test('one during boot closes what was opened and exits 0 without listening', async () => {
      await using service = start({ BOOT_DELAY: '5000' });
      await service.line(/^booting$/);
      service.signal('SIGTERM');
      expect(await service.exited).toMatchObject({ code: 0, signal: null });
      expect((await service.exited).ms).toBeLessThan(2000);
      expect(closedBy(service)).toEqual(['cache', 'db']);
      expect(service.output()).not.toContain('listening');
    });

    test('SIGINT stops as SIGTERM does', async () => {
      const { service } = await running();
      await using _ = service;
      service.signal('SIGINT');
      expect(await service.exited).toMatchObject({ code: 0, signal: null });
      expect(reportOf(service)).toMatchObject({ reason: 'SIGINT' });
    });

    test('a second one 100 ms later is an echo', async () => {
      const { service, url } = await running();
      await using _ = service;
      await using client = rawConnection(url);
      await inFlight(client, 'GET /slow?ms=600 HTTP/1.1\r\nHost: x\r\n', url);
      service.signal('SIGINT');
      await delay(100);
      service.signal('SIGINT');
      expect(await client.response()).toMatchObject({ status: 200, body: 'slow' });
      expect(await service.exited).toMatchObject({ code: 0 });
    });

    test('a second one 400 ms later cuts the open request, closes everything quickly and exits 1', async () => {
      const { service, url } = await running();
      await using _ = service;
      await using client = rawConnection(url);
      await inFlight(client, 'GET /hang HTTP/1.1\r\nHost: x\r\n', url);
      service.signal('SIGTERM');
      await delay(400);
      service.signal('SIGTERM');
      const exit = await service.exited;
      expect(exit).toMatchObject({ code: 1, signal: null });
      expect(exit.ms).toBeLessThan(1500);
      expect(closedBy(service)).toEqual(['cache', 'db']);
      expect(reportOf(service)).toMatchObject({ forced: true, cut: 1 });
    });

    test('a second one does not wait for a resource that hangs', async () => {
      const { service } = await running({ HANG_CLOSE: '1', CLOSE_TIMEOUT: '15000' });
      await using _ = service;
      service.signal('SIGTERM');
      await delay(500);
      service.signal('SIGTERM');
      const exit = await service.exited;
      expect(exit).toMatchObject({ code: 1 });
      expect(exit.ms).toBeLessThan(2000);
      expect(closedBy(service)).toEqual(['db']);
    });

    test('with DRAIN_DELAY everybody is served on, newcomers too, and knows that it is draining', async () => {
      const { service, url } = await running({ DRAIN_DELAY: '800' });
      await using _ = service;
      await using old = rawConnection(url);
      await exchange(old);
      service.signal('SIGTERM');
      await delay(200);
      await using newcomer = rawConnection(url);
      for (const client of [old, newcomer]) {
        client.write('GET /state HTTP/1.1\r\nHost: x\r\n\r\n');
        const response = await client.response();
        expect(response).toMatchObject({ status: 200, body: 'draining' });
        expect(response.headers['connection']).not.toBe('close');
      }
      const exit = await service.exited;
      expect(exit).toMatchObject({ code: 0 });
      expect(exit.ms).toBeGreaterThan(790);
    });
  });

  describe(`${name}: resources`, () => {
    test('one that hangs is given up after its limit, the others are closed, and the exit is 1', async () => {
      const { service } = await running({ HANG_CLOSE: '1', CLOSE_TIMEOUT: '300' });
      await using _ = service;
      service.signal('SIGTERM');
      expect(await service.exited).toMatchObject({ code: 1, signal: null });
      expect((await service.exited).ms).toBeLessThan(2000);
      expect(closedBy(service)).toEqual(['db']);
      expect(service.output()).toMatch(/"cache\\" did not close within (?:299|3\d\d) ms/);
    });

    test('one that throws is logged, the others are closed, and the exit is 1', async () => {
      const { service } = await running({ THROW_CLOSE: '1' });
      await using _ = service;
      service.signal('SIGTERM');
      expect(await service.exited).toMatchObject({ code: 1, signal: null });
      expect(closedBy(service)).toEqual(['db']);
      expect(service.output()).toContain('cache is on fire');
    });

    test('20000 log lines written by the last of them are all there', async () => {
      const { service } = await running({ LOG_LINES: '20000' });
      await using _ = service;
      service.signal('SIGTERM');
      expect(await service.exited).toMatchObject({ code: 0 });
      expect(service.lines().filter((line) => line.includes('last words'))).toHaveLength(20_000);
      expect(reportOf(service)).toMatchObject({ code: 0 });
    });
  });

  describe(`${name}: errors that nobody caught`, () => {
    test.each([
      ['an unhandled rejection', '/reject', 'unhandledRejection', 'nobody caught me'],
      ['an uncaught exception', '/throw', 'uncaughtException', 'nobody caught me either'],
    ])(
      '%s is logged with its request id, others are answered, and the exit is 1',
      async (_title, path, reason, message) => {
        const { service, url } = await running();
        await using _ = service;
        await using client = rawConnection(url);
        await inFlight(client, 'GET /slow?ms=500 HTTP/1.1\r\nHost: x\r\n', url);
        await fetch(url + path, { headers: { 'x-request-id': 'culprit-1' } });
        expect(await client.response()).toMatchObject({
          status: 200,
          body: 'slow',
          headers: { connection: 'close' },
        });
        expect(await service.exited).toMatchObject({ code: 1, signal: null });
        const fatal = service.lines().find((line) => line.includes('"fatal"') && line.includes(message));
        expect(JSON.parse(fatal ?? '{}')).toMatchObject({
          level: 'fatal',
          requestId: 'culprit-1',
          err: { message },
        });
        expect(closedBy(service)).toEqual(['cache', 'db']);
        expect(reportOf(service)).toMatchObject({ reason, code: 1, forced: false, cut: 0 });
      },
    );

    test('a second one during the drain is logged and stops nothing', async () => {
      const { service, url } = await running();
      await using _ = service;
      await using client = rawConnection(url);
      await using second = rawConnection(url);
      await exchange(second);
      await inFlight(client, 'GET /slow?ms=500 HTTP/1.1\r\nHost: x\r\n', url);
      await fetch(`${url}/reject`);
      second.write('GET /throw HTTP/1.1\r\nHost: x\r\n\r\n');
      expect(await second.response()).toMatchObject({ status: 200 });
      expect(await client.response()).toMatchObject({ status: 200, body: 'slow' });
      expect(await service.exited).toMatchObject({ code: 1 });
      expect(closedBy(service)).toEqual(['cache', 'db']);
      expect(service.lines().filter((line) => line.includes('"fatal"'))).toHaveLength(2);
    });

    test('a ConfigurationError is told without a stack', async () => {
      const { service, url } = await running();
      await using _ = service;
      await fetch(`${url}/configuration`);
      expect(await service.exited).toMatchObject({ code: 1 });
      const fatal = service.lines().find((line) => line.includes('"fatal"')) ?? '';
      expect(fatal).toContain('PORT: expected a number');
      expect(fatal).not.toContain('stack');
    });
  });
}

/** Sends a request (without the empty line at its end) and proves that the service has it. */
async function inFlight(client: RawConnection, head: string, url: string): Promise<void> {
  client.write(`${head}\r\n`);
  await roundTrip(url);
}

/** What was written before has been read by the service once this is over. */
async function roundTrip(url: string): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await using client = rawConnection(url);
    await exchange(client);
  }
}

async function exchange(client: RawConnection): Promise<void> {
  client.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(await client.response()).toMatchObject({ status: 200 });
}

/** Resolves when the listener is closed. */
async function refused(port: number): Promise<void> {
  for (;;) {
    const code = await new Promise<string | undefined>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(undefined)).on(
        'error',
        (error: NodeJS.ErrnoException) => resolve(error.code),
      );
      socket.once('connect', () => socket.destroy());
    });
    if (code === 'ECONNREFUSED') return;
    await delay(5);
  }
}

function closedBy(service: Program): string[] {
  return service.lines().flatMap((line) => /^closed (\w+)$/.exec(line)?.[1] ?? []);
}

/** The log lines about the drain and its end, as one object. */
function reportOf(service: Program): object {
  const lines = service.lines().filter((line) => /"msg":"(draining|stopped)"/.test(line));
  if (lines.length !== 2)
    throw new Error(`Expected a line about the drain and one about its end, got:\n${service.output()}`);
  return Object.assign({}, ...lines.map((line) => JSON.parse(line) as object)) as object;
}
