import { afterEach, describe, expect, it } from 'vitest';
import { seaworthy, type Listener } from '../../src/adapters/node.ts';
import type { Options } from '../../src/options.ts';
import type { Service } from '../../src/service.ts';
import { captureLog, type CapturedLog } from '../../src/testing/captured-log.ts';
import { expectProblem } from '../../src/testing/expect-problem.ts';
import { rawConnection } from '../../src/testing/raw.ts';

let service: Service | undefined;
let log: CapturedLog | undefined;
afterEach(async () => {
  await service?.close();
  log?.restore();
});

const quiet = { shutdown: { fatal: false }, watch: false } as const;
async function listening(listener: Listener, options: Options = {}): Promise<Service> {
  log = captureLog();
  service = await seaworthy(listener, { ...quiet, ...options }).listen(0, '127.0.0.1');
  return service;
}

describe('a request that comes too slowly', () => {
  it('is answered 408 when its head is not complete in time', async () => {
    const { url } = await listening(() => {}, { limits: { headersTimeout: 300, requestTimeout: 2000 } });
    await using slow = rawConnection(url);
    slow.write('GET / HTTP/1.1\r\nHost: x\r\n');
    const response = await slow.response();
    expectProblem(response, 'REQUEST_TIMEOUT', { status: 408 });
    expect(response.headers['connection']).toBe('close');
    expect(await log!.line({ status: 408 })).toBeDefined();
  });

  it('is answered 408 when its body is not, and logged once, as 408', async () => {
    const { url } = await listening(
      async (request) => {
        for await (const _ of request);
      },
      { limits: { headersTimeout: 300, requestTimeout: 600 } },
    );
    await using slow = rawConnection(url);
    slow.write('POST / HTTP/1.1\r\nHost: x\r\nX-Request-ID: slow-1\r\nContent-Length: 10\r\n\r\nhalf');
    expectProblem(await slow.response(), 'REQUEST_TIMEOUT', { status: 408 });
    expect(await log!.line({ requestId: 'slow-1', status: 408 })).toBeDefined();
    expect(log!.lines.filter((line) => line['requestId'] === 'slow-1' && 'status' in line)).toHaveLength(1);
  });
});

describe('a request that names two hosts', () => {
  it('is answered 400, because a proxy may have believed the other one', async () => {
    const { url } = await listening((_request, response) => response.end('served'));
    await using twice = rawConnection(url);
    twice.write('GET / HTTP/1.1\r\nHost: one.example\r\nhost: two.example\r\n\r\n');
    expectProblem(await twice.response(), 'BAD_REQUEST', { status: 400 });
  });
});

describe('the server', () => {
  it('keeps idle connections longer than a load balancer does', async () => {
    const { server } = await listening(() => {});
    expect(server.keepAliveTimeout).toBe(65_000);
  });

  it('names the port that is taken, and what to do', async () => {
    const { server } = await listening(() => {});
    const { port } = server.address() as { port: number };
    await expect(seaworthy(() => {}, quiet).listen(port, '127.0.0.1')).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken by another process; stop it, or choose a port by PORT or listen(port)`,
    );
  });
});
